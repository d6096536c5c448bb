import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**'],
    environment: 'node',
    // Servers, databases and worker threads of one test file must not share a process with another's.
    pool: 'forks',
    // Vitest would leave one core of two idle, for an editor that is not there.
    maxWorkers: '100%',
    testTimeout: 30_000,
  },
});
