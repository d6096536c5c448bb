/**
 * Run before the Electron tests: fetches what they need, so that no test waits for it, and says which Electron it is.
 */
import { electronForTests } from './electron-for-tests.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

try {
  const electron = await electronForTests(say);
  say(`Testing in ${electron.name}.`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
