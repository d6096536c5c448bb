import { type CopiedRequest, hasRepeatedLines } from './copied-request.ts';
import { type CopyNote, isPath, leftOutNotes, targetNotes, versionNotes } from './copy-note.ts';
import { quotedAscii } from './string-literal.ts';

/** Header lines that fetch sets itself or does not send: giving most is an error in Node, and is ignored in a page. */
const DECIDED_BY_FETCH = new Set([
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'sec-fetch-mode',
  'transfer-encoding',
  'upgrade',
  // Node's fetch keeps lines by name in an object, and loses this name.
  '__proto__',
]);
/** Methods that fetch refuses (Fetch standard, forbidden method), and those that it writes in capital letters. */
const FORBIDDEN_METHODS = new Set(['CONNECT', 'TRACE', 'TRACK']);
const NORMALIZED_METHODS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);

/** A request as a call of fetch, for Node: header lines in order; a page sends its own cookies instead of these. */
export function fetchCall({ method, origin, target, headers, body }: CopiedRequest): string {
  const sent = headers.filter(([name, value]) => !isDecided(name, value));
  return [
    `const response = await fetch(${literal(`${origin}${target}`)}, {`,
    `  method: ${literal(method)},`,
    ...(sent.length === 0
      ? []
      : ['  headers: [', ...sent.map(([name, value]) => `    [${literal(name)}, ${literal(value)}],`), '  ],']),
    ...(body.kind === 'rebuilt' ? [`  body: ${literal(body.text)},`] : []),
    "  redirect: 'manual',",
    '});',
    'console.log(response.status, await response.text());',
  ].join('\n');
}

/**
 * The differences between the recorded request and the one that Node's fetch (undici 7) and the Fetch standard send.
 */
export function fetchNotes(request: CopiedRequest): CopyNote[] {
  const { method, headers, body, httpVersion } = request;
  const capital = method.toUpperCase();
  const hasNoBody = capital === 'GET' || capital === 'HEAD';
  const notes: CopyNote[] = [{ code: 'not-in-a-page' }];
  if (FORBIDDEN_METHODS.has(capital)) notes.push({ code: 'cannot-send', what: 'method', text: method });
  else if (hasNoBody && body.kind === 'rebuilt') {
    notes.push({ code: 'cannot-send', what: 'body-with-method', text: method });
  }
  if (NORMALIZED_METHODS.has(capital) && method !== capital) notes.push({ code: 'method-changed', sent: capital });
  notes.push(...targetNotes(request.target, fetchTarget(request)));
  const lost = headers.filter(([name, value]) => isDecided(name, value) && !isSentAnyway(name, value, hasNoBody));
  notes.push(...leftOutNotes(lost.map(([name]) => name)));
  if (hasRepeatedLines(request)) notes.push({ code: 'lines-joined' });
  notes.push(...versionNotes(httpVersion));
  return notes;
}

/** The target as fetch sends it, by the URL standard. Null if it is not a valid address. */
function fetchTarget({ origin, target }: CopiedRequest): string | null {
  const address = isPath(target) ? `${origin}${target}` : '';
  if (!URL.canParse(address)) return null;
  const { pathname, search, href, hash } = new URL(address);
  // An empty query gives an empty `search`, but its question mark is sent.
  const isEmptyQuery = search === '' && href.slice(0, href.length - hash.length).endsWith('?');
  return `${pathname}${isEmptyQuery ? '?' : search}`;
}

function isDecided(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (lower === 'connection') return value.toLowerCase() !== 'close' && value.toLowerCase() !== 'keep-alive';
  return DECIDED_BY_FETCH.has(lower);
}

function isSentAnyway(name: string, value: string, hasNoBody: boolean): boolean {
  const lower = name.toLowerCase();
  return (
    (lower === 'content-length' && value === '0' && !hasNoBody) || (lower === 'sec-fetch-mode' && value === 'cors')
  );
}

function literal(text: string): string {
  return quotedAscii(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`);
}
