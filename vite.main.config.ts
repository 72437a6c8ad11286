import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The desktop host's own processes: main, and the workers for history and keys beside it. Everything but Electron and Node itself is
 * bundled in, so that the packaged app carries no node_modules. Not minified: what ships can be read.
 */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    outDir: at('./build/main'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        main: at('./electron/main.ts'),
        'history-worker': at('./electron/core/store/history-worker.ts'),
        'key-worker': at('./electron/core/keys/key-worker.ts'),
      },
      external: ['electron'],
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'shared-[hash].mjs' },
    },
  },
});
