import { headerValues } from '../header-values.ts';
import { type CopiedRequest, type CopyNote, isPlainTarget } from './copied-request.ts';
import { quotedAscii } from './string-literal.ts';

/** What fetch decides itself: to give it is an error in Node and does nothing in a page. */
const DECIDED_BY_FETCH = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);
/** Methods that fetch refuses (Fetch standard, forbidden method). */
const FORBIDDEN_METHODS = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** A request as a call of fetch, for Node: header lines in order; a page sends its own cookies instead of these. */
export function fetchCall({ method, origin, target, headers, body }: CopiedRequest): string {
  const sent = headers.filter(([name]) => !DECIDED_BY_FETCH.has(name.toLowerCase()));
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

export function fetchNotes({ method, target, headers }: CopiedRequest): CopyNote[] {
  const notes: CopyNote[] = ['not-in-a-page'];
  if (FORBIDDEN_METHODS.has(method.toUpperCase())) notes.push('refused');
  if (!isPlainTarget(target)) notes.push('target-tidied');
  if (headers.some(([name]) => headerValues(headers, name.toLowerCase()).length > 1)) notes.push('lines-joined');
  return notes;
}

function literal(text: string): string {
  return quotedAscii(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`);
}
