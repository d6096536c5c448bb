/**
 * What may stand in a request that is sent by hand. Header texts are byte strings: each character is one byte
 * (Latin-1), as the log has them. Nothing may end a line or begin another.
 */
export const OUTGOING = {
  /** CONNECT is no request to a site. */
  method: /^(?!CONNECT$)[A-Z-]{1,32}$/,
  /** Visible ASCII: a space would end the target, and Node's parser refuses bytes beyond. */
  target: /^[!-~]{1,8000}$/,
  /** A token (RFC 9110 §5.6.2). */
  headerName: /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/,
  /** Printable characters and tabs, none of them blank at the ends. */
  headerValue: /^(?![\t ])[\t -~\x80-\xff]*(?<![\t ])$/,
  maxHeaders: 200,
  maxHeaderLength: 12_000,
  maxBodyLength: 500_000,
} as const;

/**
 * Lines that frame a message: they follow from the body, and whoever could set them could hide a second request in
 * the first.
 */
export const FRAMING_HEADERS: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding']);

/**
 * What may stand as a cookie's value in a header: Latin-1 without controls and semicolon; at most what a browser
 * would store.
 */
export const PLANTED_COOKIE = { characters: /^[ -:<-~\xa0-\xff]*$/, maxLength: 4096 } as const;
