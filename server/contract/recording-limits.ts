/** What the window and the core must both know about opened files, besides their shapes. */

/** Larger files are refused, both by the announced size and by the number of bytes received. */
export const MAX_RECORDING_BYTES = 2 * 1024 * 1024 * 1024;

/**
 * The upload header with the percent-encoded file name. It is not part of the address, because addresses are stored in
 * more places than headers.
 */
export const FILE_NAME_HEADER = 'x-file-name';

/** How many files may be open. Opening one more closes the file that was opened first. */
export const MOST_OPEN_RECORDINGS = 8;
