import { useEffect, useState } from 'react';

export type EditorKit = typeof import('./editor-kit.ts');

// Loading begins with this module, not with the first editor, and the result goes into state: React.lazy would add its
// 300 ms fallback throttle to the start of the app.
let loaded: EditorKit | null = null;
const loading = import('./editor-kit.ts').then(
  (kit) => {
    loaded = kit;
    return kit;
  },
  () => null,
);

/** The editor's chunk; null until it is there, and for good when it could not be loaded. */
export function useEditorKit(): EditorKit | null {
  const [kit, setKit] = useState(loaded);
  useEffect(() => {
    let isWanted = true;
    if (kit === null) void loading.then((arrived) => isWanted && setKit(() => arrived));
    return () => {
      isWanted = false;
    };
  }, [kit]);
  return kit;
}
