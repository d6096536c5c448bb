/** Bundles the desktop shell (main, preload) and the page both doors show (renderer) into out/. */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { lazyNodeHttp } from './scripts/lib/node-http.ts';
import { liveMessageShapes } from './scripts/lib/shapes-of-schema.ts';

const inProject = (path: string) => resolve(import.meta.dirname, path);

/** The oldest Node inside an Electron the bundles must run on (Electron 33). */
const target = 'node20.18';

export default defineConfig({
  main: {
    plugins: [lazyNodeHttp()],
    build: {
      target,
      outDir: inProject('out/main'),
      externalizeDeps: false,
      license: { fileName: 'LICENSES.md' },
      rolldownOptions: {
        input: {
          main: inProject('electron/main.ts'),
          // The commands of the npm package. They share all of the core with the desktop app.
          cli: inProject('server/cli.ts'),
          // The file of a worker thread stands beside what starts it (server/base/worker-file.ts).
          'check-worker': inProject('server/storage/database/recovery/check-worker.ts'),
          'search-worker': inProject('server/search/search-worker.ts'),
          'session-index-worker': inProject('server/storage/sessions/session-index-worker.ts'),
          'census-worker': inProject('server/stores/census/census-worker.ts'),
          'content-worker': inProject('server/stores/content/content-worker.ts'),
          'checkpoint-worker': inProject('server/storage/database/checkpoint-worker.ts'),
          'export-worker': inProject('server/export/export-worker.ts'),
          'import-worker': inProject('server/import/import-worker.ts'),
        },
        // A native addon cannot be bundled. Everything else is, so that one file is read at start instead of hundreds.
        external: ['better-sqlite3'],
        // How long the bundler's own plugins took is no news on a busy machine.
        checks: { bundlerTimings: false },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          // Half the text to read at every start; names stay, so that a stack still tells where it was.
          minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  },
  preload: {
    build: {
      target,
      outDir: inProject('out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: inProject('electron/preload.ts') },
        // A sandboxed preload script is CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: inProject('renderer'),
    plugins: [react(), liveMessageShapes()],
    build: {
      outDir: inProject('out/renderer'),
      license: { fileName: 'LICENSES.md' },
      minify: true,
      // Read from the disk beside it, not over a network: one file is quickest.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: inProject('renderer/index.html'),
        // The start of the page is one file, because each further file costs a round trip to the process that serves
        // it.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
});
