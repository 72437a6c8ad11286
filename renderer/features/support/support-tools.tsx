import { IconFileSearch, IconPackageExport } from '@tabler/icons-react';
import { useState } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { BundleDialog } from './bundle-dialog.tsx';
import { chooseSupportFile } from './choose-support-file.ts';

const icon = { size: 16, stroke: 1.6 } as const;

/** Opens what a customer sent, and makes what one sends. */
export function SupportTools() {
  const [isBundling, setIsBundling] = useState(false);
  return (
    <>
      <IconButton label="Open a file…" icon={<IconFileSearch {...icon} />} onClick={chooseSupportFile} />
      <IconButton label="Support bundle…" icon={<IconPackageExport {...icon} />} onClick={() => setIsBundling(true)} />
      {isBundling ? <BundleDialog onClose={() => setIsBundling(false)} /> : null}
    </>
  );
}
