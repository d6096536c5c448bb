import { eachNameOnce, nullIfEmpty, type PastedForm, type PastedPair, pairsOfHeader } from './pasted-pair.ts';

/** `curl -v` marks sent and received lines with `>` and `<`; a mail marks quoted lines with `>`. */
const LINE_MARK = /^[ \t]*(?:[<>]+[ \t]?)*/;
/**
 * A space after the colon distinguishes a header from a wrapped cookie that contains a colon. A Cookie header is
 * accepted without it.
 */
const HEADER = /^(?:(:?[A-Za-z][A-Za-z0-9_-]*)[ \t]*:(?:[ \t]+|$)|((?:set-)?cookie)(?:[ \t]*:|[ \t]*$))(.*)$/i;
const START_LINE = /^(?:HTTP\/\d|[A-Z]{3,10} \S+ HTTP\/\d)/;

type Header = { readonly name: string; content: string };

/**
 * The head of a request or of a response, or several: all cookies of the Cookie and Set-Cookie headers in it. A value
 * may be wrapped over several lines, or be on the line below its name, as the panels of browsers copy it.
 */
export const headerBlock: PastedForm = (text) => {
  if (!/cookie/i.test(text)) return null;
  const pairs: PastedPair[] = [];
  for (const { name, content } of headersOf(text)) pairs.push(...(pairsOfHeader(name, content) ?? []));
  return nullIfEmpty(eachNameOnce(pairs.filter(({ name, value }) => name !== '' || value !== '')));
};

function headersOf(text: string): Header[] {
  const headers: Header[] = [];
  let open: Header | null = null;
  for (const marked of text.split(/\r?\n/)) {
    const line = marked.replace(LINE_MARK, '').trim();
    const header = HEADER.exec(line);
    if (header !== null && /^['"`]/.test(header[3] ?? '')) {
      // A member of an object in a program.
      open = null;
    } else if (header !== null) {
      open = { name: header[1] ?? header[2] ?? '', content: (header[3] ?? '').trim() };
      headers.push(open);
    } else if (line === '' || START_LINE.test(line)) {
      open = null;
    } else if (open !== null && continues(open, line)) {
      open.content += line;
    } else {
      open = null;
    }
  }
  return headers;
}

/** In a Cookie header blanks come behind semicolons only. A line with other blanks is prose that was copied along. */
function continues({ name }: Header, line: string): boolean {
  return name.toLowerCase() !== 'cookie' || !/[^;\s][ \t]+\S/.test(line);
}
