import { nullIfEmpty, type PastedForm, type PastedPair } from './pasted-pair.ts';

/** Domain, subdomains too, path, secure, expiry in seconds, name, value. Copying may turn the tabs into blanks. */
const LINE =
  /^(?:#HttpOnly_)?[^\s#]\S*\s+(?:TRUE|FALSE)\s+\/\S*\s+(?:TRUE|FALSE)\s+-?\d+(?:\.\d+)?\s+(\S+)(?:[ \t]+(.*))?$/i;

/**
 * Lines of a cookies.txt file, also those that begin with `#HttpOnly_`. Source: curl's documentation of the Netscape
 * cookie file format.
 */
export const cookiesTxt: PastedForm = (text) => {
  const pairs: PastedPair[] = [];
  for (const line of text.split(/\r?\n/)) {
    const fields = LINE.exec(line.trim());
    if (fields !== null) pairs.push({ name: fields[1] ?? '', value: (fields[2] ?? '').trim() });
  }
  return nullIfEmpty(pairs);
};
