import { defineConfig } from 'vitest/config';
import { liveMessageShapes } from './scripts/lib/shapes-of-schema.ts';

/** Functions of their arguments: their test files may share a process, and start in half the time then. */
const pure = 'test/{base,contract,cookie,renderer}/**/*.test.{ts,tsx}';

export default defineConfig({
  plugins: [liveMessageShapes()],
  test: {
    environment: 'node',
    pool: 'forks',
    // Vitest would leave one core of two idle, for an editor that is not there.
    maxWorkers: '100%',
    // For a machine whose cores are busy with other work. A fault is met by the shorter limit of `eventually`.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      { extends: true, test: { name: 'pure', include: [pure], isolate: false } },
      {
        extends: true,
        // Servers, databases and worker threads of one test file must not share a process with another's.
        test: { name: 'whole', include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/e2e/**', pure] },
      },
    ],
  },
});
