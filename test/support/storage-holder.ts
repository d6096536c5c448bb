/** Run as a process: opens the storage of the folder in its argument, prints `open`, and closes it when stdin ends. */
import { quietStorage } from './quiet-storage.ts';

const storage = quietStorage(process.argv[2] ?? '');
process.stdin.once('end', () => storage.close()).resume();
process.stdout.write('open\n');
