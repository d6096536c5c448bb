import { rememberingLast } from '../base/remembering.ts';
import { type ParsedSetCookie, parseSetCookie } from '../contract/http/parse-set-cookie.ts';

/** The Set-Cookie lines of an answer, parsed. The same list of lines gets the same list. */
export const parsedSetCookies: (lines: readonly string[]) => readonly ParsedSetCookie[] = rememberingLast((lines) =>
  lines.map((line) => parseSetCookie(line)),
);
