/**
 * The rules for a request that the user sends from the window. Header texts are byte strings: each character is one
 * byte (Latin-1), as in the log. A text must not end a line or start a new one.
 */
export const OUTGOING = {
  /** CONNECT opens a tunnel and is not a request to a site. */
  method: /^(?!CONNECT$)[A-Z-]{1,32}$/,
  /** Visible ASCII. A space would end the target, and Node's parser refuses bytes beyond ASCII. */
  target: /^[!-~]{1,8000}$/,
  /** A token (RFC 9110 §5.6.2). */
  headerName: /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/,
  /** Printable characters, tabs and spaces, without white space at either end. */
  headerValue: /^(?![\t ])[\t -~\x80-\xff]*(?<![\t ])$/,
  maxHeaders: 200,
  maxHeaderLength: 12_000,
  maxBodyLength: 500_000,
} as const;

/**
 * The headers that frame a message. They follow from the body: a user who could set them could hide a second request
 * inside the first.
 */
export const FRAMING_HEADERS: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding']);

/**
 * The rules for a cookie value that the user puts into a jar: Latin-1 without control characters and semicolons, and no
 * longer than a browser would store.
 */
export const PLANTED_COOKIE = { characters: /^[ -:<-~\xa0-\xff]*$/, maxLength: 4096 } as const;
