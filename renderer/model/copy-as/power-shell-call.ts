import type { HeaderList } from '../../../server/contract/log-entry.ts';
import { headerValues } from '../header-values.ts';
import { type CopiedRequest, hasRepeatedLines, joinedLines } from './copied-request.ts';
import { type CopyNote, isPath, leftOutNotes, targetNotes, versionNotes } from './copy-note.ts';
import { powerShellText } from './power-shell-text.ts';

/** Methods that Windows PowerShell 5.1 knows. PowerShell 7 takes any, under another name. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'OPTIONS', 'PATCH', 'MERGE']);
/** Lines that .NET Framework, under Windows PowerShell 5.1, does not allow to be set, or does not read as text. */
const DECIDED_BY_NET = new Set([
  'connection',
  'content-length',
  'date',
  'expect',
  'host',
  'if-modified-since',
  'keep-alive',
  'proxy-connection',
  'range',
  'transfer-encoding',
]);
/** A cookie that .NET's cookie container gives back as it was put in. */
const PLAIN_COOKIE = /^([^$=;,\s"][^=;,\s"]*)=([!#-+\--:<-~]*|"[ !#-:<-~]*")$/;

/**
 * A request as a call of Invoke-WebRequest, for Windows PowerShell 5.1 and PowerShell 7. Cookies go through a session,
 * since 5.1 does not take them as a header; a body goes as bytes, since the two encode texts differently.
 */
export function powerShellCall(request: CopiedRequest): string {
  const { method, origin, target, body } = request;
  const cookies = plainCookies(request);
  const [userAgent] = headerValues(request.headers, 'user-agent').filter(isAscii);
  const headers = headersGiven(request);
  const isClosed = headerValues(request.headers, 'connection').some((value) => value.toLowerCase() === 'close');
  const [contentType] = headerValues(request.headers, 'content-type');
  const members: string[][] = [
    ['UseBasicParsing = $true'],
    [`Uri = ${powerShellText(`${origin}${target}`)}`],
    [`${METHODS.has(method.toUpperCase()) ? 'Method' : 'CustomMethod'} = ${powerShellText(method)}`],
    cookies.length === 0 ? [] : ['WebSession = $session'],
    userAgent === undefined ? [] : [`UserAgent = ${powerShellText(userAgent)}`],
    headers.length === 0
      ? []
      : [
          'Headers = [ordered]@{',
          ...headers.map(([name, value]) => `  ${powerShellText(name)} = ${powerShellText(value)}`),
          '}',
        ],
    contentType === undefined || body.kind !== 'rebuilt' ? [] : [`ContentType = ${powerShellText(contentType)}`],
    body.kind === 'rebuilt' ? [`Body = [System.Text.Encoding]::UTF8.GetBytes(${powerShellText(body.text)})`] : [],
    isClosed ? ['DisableKeepAlive = $true'] : [],
    ['MaximumRedirection = 0'],
  ];
  return [
    ...(cookies.length === 0
      ? []
      : ['$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession', ...cookies.map(addCookie(origin))]),
    '$request = @{',
    ...members.flat().map((line) => `  ${line}`),
    '}',
    'Invoke-WebRequest @request',
  ].join('\n');
}

/**
 * The differences between the recorded request and the one that PowerShell sends. The effect of System.Uri on an
 * unusual path differs between versions of .NET, so it is not predicted. Source: documentation of Invoke-WebRequest 5.1
 * and 7, and of the restricted headers of HttpWebRequest.
 */
export function powerShellNotes(request: CopiedRequest): CopyNote[] {
  const { method, target, headers, body, httpVersion } = request;
  const capital = method.toUpperCase();
  const notes: CopyNote[] = [{ code: 'adds-lines' }];
  if (capital === 'CONNECT') notes.push({ code: 'cannot-send', what: 'method', text: method });
  if (!isPath(target)) notes.push(...targetNotes(target, null));
  else if (!isPlainForNet(target)) notes.push({ code: 'target-may-change' });
  const hasOddCookies = cookieLine(request) !== null && plainCookies(request).length === 0;
  const isBodyOdd = body.kind === 'rebuilt' && (capital === 'GET' || capital === 'HEAD');
  if (!METHODS.has(capital) || hasOddCookies || isBodyOdd) notes.push({ code: 'needs-powershell-7' });
  notes.push(...leftOutNotes(headers.filter((line) => isLeftOut(line, request)).map(([name]) => name)));
  if (hasRepeatedLines(request)) notes.push({ code: 'lines-joined' });
  notes.push(...versionNotes(httpVersion));
  return notes;
}

/** The lines that are given as headers: without lines that have a parameter, and without lines that .NET refuses. */
function headersGiven(request: CopiedRequest): HeaderList {
  const hasSession = plainCookies(request).length > 0;
  const elsewhere = new Set(['user-agent', 'content-type', 'content-length', 'connection']);
  if (hasSession) elsewhere.add('cookie');
  return joinedLines(request.headers).filter(
    (line) => !elsewhere.has(line[0].toLowerCase()) && !isLeftOut(line, request),
  );
}

function isLeftOut([name, value]: HeaderList[number], { body }: CopiedRequest): boolean {
  const lower = name.toLowerCase();
  // PowerShell 7 refuses header values beyond ASCII.
  if (!isAscii(value)) return true;
  if (lower === 'connection') return !/^(close|keep-alive)$/i.test(value);
  if (lower === 'content-type') return body.kind !== 'rebuilt';
  if (lower === 'content-length' && value === '0') return false;
  return DECIDED_BY_NET.has(lower);
}

function isAscii(value: string): boolean {
  return /^[ -~\t]*$/.test(value);
}

function cookieLine({ headers }: CopiedRequest): string | null {
  const lines = headerValues(headers, 'cookie');
  return lines.length === 0 ? null : lines.join('; ');
}

/** The cookies as pairs of name and value; empty if .NET would not send the same line again. */
function plainCookies(request: CopiedRequest): (readonly [name: string, value: string])[] {
  const pairs = (cookieLine(request) ?? '').split('; ').map((pair) => PLAIN_COOKIE.exec(pair));
  const cookies = pairs.flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const]));
  const isWhole = cookies.length === pairs.length && new Set(cookies.map(([name]) => name)).size === pairs.length;
  return isWhole ? cookies : [];
}

function addCookie(origin: string): (cookie: readonly [string, string]) => string {
  return ([name, value]) =>
    `$session.Cookies.Add(${powerShellText(`${origin}/`)}, (New-Object System.Net.Cookie ${powerShellText(name)}, ${powerShellText(value)}))`;
}

/** A target that no version of System.Uri changes. */
function isPlainForNet(target: string): boolean {
  const isPlain = /^\/(?:[A-Za-z0-9\-._~!$&()*+,;=:@/?]|%[0-9A-F]{2})*$/.test(target);
  const hasNeedlessEscape = /%(?:2D|2E|5F|7E|3[0-9]|[46][1-9A-F]|[57][0-9A])/.test(target);
  return isPlain && !hasNeedlessEscape && !target.endsWith('?') && !/\/\.{1,2}(?:[/?]|$)/.test(target);
}
