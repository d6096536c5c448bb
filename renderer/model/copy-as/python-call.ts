import { headerValues } from '../header-values.ts';
import { type CopiedRequest, hasRepeatedLines, joinedLines, utf8Bytes } from './copied-request.ts';
import { type CopyNote, isPath, targetNotes, versionNotes } from './copy-note.ts';
import { requestsTarget } from './requests-target.ts';
import { quotedAscii } from './string-literal.ts';

/** Lines that urllib3, under requests, adds by default. */
const OWN_LINES = ['User-Agent', 'Accept-Encoding'] as const;

/**
 * A request as a call of Python's requests: header lines in order, without added ones except a length of 0; lines with
 * one name are joined. A proxy or a .netrc of the environment is not used.
 */
export function pythonCall({ method, origin, target, headers, body }: CopiedRequest): string {
  const lines = joinedLines(headers);
  const skipped = OWN_LINES.filter((name) => headerValues(headers, name.toLowerCase()).length === 0);
  return [
    'import requests',
    ...(skipped.length === 0 ? [] : ['from urllib3.util import SKIP_HEADER']),
    '',
    'session = requests.Session()',
    'session.trust_env = False',
    'session.headers.clear()',
    'response = session.request(',
    `    ${literal(method)},`,
    `    ${literal(`${origin}${target}`)},`,
    '    headers={',
    ...lines.map(([name, value]) => `        ${literal(name)}: ${headerLiteral(value)},`),
    ...skipped.map((name) => `        ${literal(name)}: SKIP_HEADER,`),
    '    },',
    ...(body.kind === 'rebuilt' ? [`    data=b${literal(utf8Bytes(body.text))},`] : []),
    '    allow_redirects=False,',
    ')',
    'print(response.status_code, response.text)',
  ].join('\n');
}

/** The differences between the recorded request and the one that requests sends. */
export function pythonNotes(request: CopiedRequest): CopyNote[] {
  const { method, target, headers, body, httpVersion } = request;
  const capital = method.toUpperCase();
  const notes: CopyNote[] = [];
  if (capital !== method) notes.push({ code: 'method-changed', sent: capital });
  notes.push(...targetNotes(target, isPath(target) ? requestsTarget(target) : null));
  if (hasRepeatedLines(request)) notes.push({ code: 'lines-joined' });
  const hasLength = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const hasNoBody = capital === 'GET' || capital === 'HEAD';
  if (body.kind !== 'rebuilt' && !hasLength && !hasNoBody) notes.push({ code: 'adds-content-length' });
  notes.push(...versionNotes(httpVersion));
  return notes;
}

/** Of a text requests refuses blanks at the front, and Python counts some bytes beyond ASCII as such. Not of bytes. */
function headerLiteral(value: string): string {
  return /^[ -~\t]*$/.test(value) ? literal(value) : `b${literal(value)}`;
}

/** Header values and targets are bytes: each character is one. */
function literal(text: string): string {
  return quotedAscii(text, (code) =>
    code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\x${code.toString(16).padStart(2, '0')}`,
  );
}
