import type { HeaderList } from '../../../server/contract/log-entry.ts';
import { headerValues } from '../header-values.ts';
import { type CopiedRequest, utf8Bytes } from './copied-request.ts';
import { type CopyNote, leftOutNotes } from './copy-note.ts';
import { shellWord } from './shell-word.ts';

/** Lines that curl adds to a request by default. */
const OWN_LINES = ['User-Agent', 'Accept'] as const;

/**
 * A request as a curl command for a POSIX shell: method, target, header lines in order with their duplicates, and no
 * line of curl's own. curl puts Host and a body's length where it wants.
 */
export function curlCommand(request: CopiedRequest): string {
  return curlArguments(request)
    .map((words) =>
      words.map((word, place) => (place === 0 && /^[\w-]+$/.test(word) ? word : shellWord(word))).join(' '),
    )
    .join(' \\\n  ');
}

/** Line by line: an option with its value, byte strings all. */
export function curlArguments(request: CopiedRequest): string[][] {
  const { method, origin, target, httpVersion, headers, body } = request;
  const lines: string[][] = isPlainForCurl(target)
    ? [['curl', `${origin}${target}`]]
    : [
        ['curl', `${origin}/`],
        ['--request-target', target],
      ];
  if (method === 'HEAD') lines.push(['--head']);
  else if (method !== (body.kind === 'rebuilt' ? 'POST' : 'GET')) lines.push(['--request', method]);
  if (httpVersion === '1.0') lines.push(['--http1.0']);
  const unwanted = body.kind === 'rebuilt' ? [...OWN_LINES, 'Content-Type'] : OWN_LINES;
  for (const name of unwanted) {
    if (headerValues(headers, name.toLowerCase()).length === 0) lines.push(['--header', `${name}:`]);
  }
  const unsent = new Set(furtherHosts(headers));
  for (const [name, value] of headers.filter((line) => !unsent.has(line)))
    lines.push(['--header', value === '' ? `${name};` : `${name}: ${value}`]);
  if (body.kind === 'rebuilt') lines.push(['--data-raw', utf8Bytes(body.text)]);
  return lines;
}

/** The parts that curl does not send. */
export function curlNotes({ headers }: CopiedRequest): CopyNote[] {
  return leftOutNotes(furtherHosts(headers).map(([name]) => name));
}

/** Of several Host lines curl sends the first. These are the others. */
export function furtherHosts(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => name.toLowerCase() === 'host').slice(1);
}

/**
 * A target that curl sends unchanged as a part of an address. In other targets curl resolves `..`, ends at `#`, reads
 * `[1-9]` and `{a,b}` as ranges, or may omit an empty query, so those are given separately.
 */
function isPlainForCurl(target: string): boolean {
  const isPlain = /^\/[\w\-.~!$&'()*+,;=:@%/?]*$/.test(target) && !target.endsWith('?');
  return isPlain && !/\/\.{1,2}(?:[/?]|$)/.test(target) && !/%2e/i.test(target);
}
