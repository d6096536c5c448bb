import { rememberingLast } from '../base/remembering.ts';
import { type ParsedSetCookie, parseSetCookie } from '../contract/http/parse-set-cookie.ts';

/** The Set-Cookie lines of a response, parsed. Equal lists of lines return the same result. */
export const parsedSetCookies: (lines: readonly string[]) => readonly ParsedSetCookie[] = rememberingLast((lines) =>
  lines.map((line) => parseSetCookie(line)),
);
