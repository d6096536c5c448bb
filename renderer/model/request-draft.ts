import type { HeaderList, RequestRecord } from '../../server/contract/log-entry.ts';
import type { OutgoingRequest } from '../../server/contract/outgoing-request.ts';
import { FRAMING_HEADERS, OUTGOING } from '../../server/contract/outgoing-rules.ts';
import { headerValues } from './header-values.ts';
import { type SentBody, sentBody } from './sent-body.ts';

/** The source of the Cookie line of a request: typed text, the jar of the sending actor, or none. */
export type CookieSource = 'written' | 'jar' | 'none';

/** A request that is being written. */
export interface RequestDraft {
  /** Null for a program from outside. */
  readonly actorId: string | null;
  readonly method: string;
  readonly target: string;
  /** `Name: value`, one line each; without Cookie and without lines that follow from the body. */
  readonly headerText: string;
  readonly cookies: CookieSource;
  readonly cookieText: string;
  /** The place of the Cookie line among the header lines, and the spelling of its name. */
  readonly cookieLine: { readonly place: number; readonly name: string };
  readonly body: string;
  readonly resendOf: number | null;
  /** The known facts on the body of the recorded request. */
  readonly bodyWas: SentBody['kind'];
}

export type DraftField = 'method' | 'target' | 'headers' | 'cookie' | 'body';
/** The fault of a draft; `line` counts from 1, in the text of the headers. */
export interface DraftProblem {
  readonly field: DraftField;
  readonly code:
    | 'method'
    | 'target-empty'
    | 'target-characters'
    | 'no-colon'
    | 'header-name'
    | 'header-value'
    | 'framing'
    | 'cookie-line'
    | 'cookie-characters'
    | 'too-long';
  readonly line?: number;
}

/** A recorded request as a draft. A whole address in the request line stays unchanged. */
export function draftOf(record: RequestRecord): RequestDraft {
  const body = sentBody(record);
  const lines = record.requestHeaders.filter(([name]) => !FRAMING_HEADERS.has(name.toLowerCase()));
  const place = lines.findIndex(isCookie);
  return {
    actorId: record.actor.kind === 'simulated' ? record.actor.id : null,
    method: record.method ?? '',
    target: record.url,
    headerText: textOf(lines.filter((line) => !isCookie(line))),
    cookies: place === -1 ? 'none' : 'written',
    cookieText: headerValues(lines, 'cookie').join('; '),
    cookieLine: { place: place === -1 ? lines.length : place, name: lines[place]?.[0] ?? 'Cookie' },
    body: body.kind === 'rebuilt' ? body.text : '',
    resendOf: record.id,
    bodyWas: body.kind,
  };
}

/** A request of an actor's own, as a browser would begin it. */
export function draftFor(actor: { readonly id: string; readonly name: string }, siteUrl: string): RequestDraft {
  return {
    actorId: actor.id,
    method: 'GET',
    target: '/getsession',
    headerText: textOf([
      ['Host', new URL(siteUrl).host],
      ['User-Agent', `${actor.name}/1.0 (simulated browser; Session Inspector)`],
      ['Accept', '*/*'],
    ]),
    cookies: 'jar',
    cookieText: '',
    cookieLine: { place: Number.MAX_SAFE_INTEGER, name: 'Cookie' },
    body: '',
    resendOf: null,
    bodyWas: 'none',
  };
}

/** The request of a draft, or all of its faults. */
export function readDraft(
  draft: RequestDraft,
):
  | { readonly ok: true; readonly request: OutgoingRequest }
  | { readonly ok: false; readonly problems: DraftProblem[] } {
  const problems: DraftProblem[] = [];
  const { actorId, method, target, body, resendOf } = draft;
  if (!OUTGOING.method.test(method)) problems.push({ field: 'method', code: 'method' });
  if (target === '') problems.push({ field: 'target', code: 'target-empty' });
  else if (!OUTGOING.target.test(target)) problems.push({ field: 'target', code: 'target-characters' });
  const lines = headerLines(draft.headerText, problems);
  if (draft.cookies === 'written' && !OUTGOING.headerValue.test(draft.cookieText.trim())) {
    problems.push({ field: 'cookie', code: 'cookie-characters' });
  }
  if (body.length > OUTGOING.maxBodyLength) problems.push({ field: 'body', code: 'too-long' });
  if (problems.length > 0) return { ok: false, problems };
  const headers = draft.cookies === 'written' ? withCookie(lines, draft) : lines;
  const withJar = draft.cookies === 'jar' && actorId !== null;
  return {
    ok: true,
    request: { actorId, method, target, headers, withJar, body: body === '' ? null : body, resendOf },
  };
}

function headerLines(text: string, problems: DraftProblem[]): HeaderList {
  const headers: HeaderList = [];
  for (const [index, whole] of text.split(/\r\n|\n/).entries()) {
    if (whole.trim() === '') continue;
    const colon = whole.indexOf(':');
    const [name, value] = [whole.slice(0, colon), whole.slice(colon + 1).replace(/^[\t ]+|[\t ]+$/g, '')];
    const code = colon === -1 ? 'no-colon' : problemOf(name, value);
    if (code === null) headers.push([name, value]);
    else problems.push({ field: 'headers', code, line: index + 1 });
  }
  return headers;
}

function problemOf(name: string, value: string): DraftProblem['code'] | null {
  if (!OUTGOING.headerName.test(name)) return 'header-name';
  if (FRAMING_HEADERS.has(name.toLowerCase())) return 'framing';
  if (name.toLowerCase() === 'cookie') return 'cookie-line';
  if (!OUTGOING.headerValue.test(value)) return 'header-value';
  return value.length > OUTGOING.maxHeaderLength ? 'too-long' : null;
}

function withCookie(lines: HeaderList, { cookieText, cookieLine: { place, name } }: RequestDraft): HeaderList {
  const value = cookieText.trim();
  return value === '' ? lines : lines.toSpliced(place, 0, [name, value]);
}

function isCookie([name]: HeaderList[number]): boolean {
  return name.toLowerCase() === 'cookie';
}

function textOf(headers: HeaderList): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}
