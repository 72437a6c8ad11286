import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { BundleDialog } from './bundle-dialog.tsx';
import { chooseSupportFile } from './choose-support-file.ts';

/** Opens what a customer sent, and makes what one sends. */
export function SupportTools() {
  const [isBundling, setIsBundling] = useState(false);
  return (
    <>
      <Button size="small" kind="quiet" onClick={chooseSupportFile}>
        Open a file…
      </Button>
      <Button size="small" kind="quiet" onClick={() => setIsBundling(true)}>
        Support bundle…
      </Button>
      {isBundling ? <BundleDialog onClose={() => setIsBundling(false)} /> : null}
    </>
  );
}
