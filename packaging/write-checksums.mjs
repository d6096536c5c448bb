/** Writes dist/SHA256SUMS, on a machine where nothing else of the project is installed. */
import { join } from 'node:path';
import { checksums } from './checksums.mjs';

checksums(join(import.meta.dirname, '..', 'dist'));
