import type { HeaderList } from '../../../server/contract/log-entry.ts';
import { headerValues } from '../header-values.ts';
import { type CopiedRequest, type CopyNote, isPlainTarget, utf8Bytes } from './copied-request.ts';
import { quotedAscii } from './string-literal.ts';

/** Lines that urllib3, under requests, adds of its own accord unless it is told not to. */
const OWN_LINES = ['User-Agent', 'Accept-Encoding'] as const;

/** A request as a call of Python's requests: header lines in order, none of its own; lines of one name are joined. */
export function pythonCall({ method, origin, target, headers, body }: CopiedRequest): string {
  const lines = joinedLines(headers);
  const skipped = OWN_LINES.filter((name) => headerValues(headers, name.toLowerCase()).length === 0);
  return [
    'import requests',
    ...(skipped.length === 0 ? [] : ['from urllib3.util import SKIP_HEADER']),
    '',
    'session = requests.Session()',
    'session.headers.clear()',
    'response = session.request(',
    `    ${literal(method)},`,
    `    ${literal(`${origin}${target}`)},`,
    '    headers={',
    ...lines.map(([name, value]) => `        ${literal(name)}: ${literal(value)},`),
    ...skipped.map((name) => `        ${literal(name)}: SKIP_HEADER,`),
    '    },',
    ...(body.kind === 'rebuilt' ? [`    data=b${literal(utf8Bytes(body.text))},`] : []),
    '    allow_redirects=False,',
    ')',
    'print(response.status_code, response.text)',
  ].join('\n');
}

export function pythonNotes({ target, headers }: CopiedRequest): CopyNote[] {
  const notes: CopyNote[] = [];
  if (!isPlainTarget(target)) notes.push('target-tidied');
  if (joinedLines(headers).length < headers.length) notes.push('lines-joined');
  return notes;
}

/** One line for each name, at the place of its first: what a dict can hold (RFC 9110 §5.3; cookies by `; `). */
function joinedLines(headers: HeaderList): HeaderList {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))];
  return names.map((name) => {
    const given = headers.find(([other]) => other.toLowerCase() === name)?.[0] ?? name;
    return [given, headerValues(headers, name).join(name === 'cookie' ? '; ' : ', ')];
  });
}

/** Header values and targets are bytes: each character is one. */
function literal(text: string): string {
  return quotedAscii(text, (code) =>
    code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\x${code.toString(16).padStart(2, '0')}`,
  );
}
