/**
 * The limits of the lines between this inspector and an app (app-lines.ts). They are apart from the schemas, because
 * the code in the app has no dependencies.
 */

/** The version of the lines. Another version is not understood. */
export const APP_LINES_VERSION = 1;
/** A longer line ends the connection. */
export const MAX_LINE_BYTES = 2 * 1024 * 1024;
/** The app sends the size of a larger session instead of its data, so that a line stays below the limit. */
export const MAX_SESSION_BYTES = 256 * 1024;
/** The sessions of one page of a list, and the ids in one line about changes. */
export const MAX_LISTED_AT_ONCE = 200;
