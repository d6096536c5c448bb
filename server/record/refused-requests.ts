/**
 * Records of input that never became a request for the site's handler, because the parser refused it or it did not end
 * in time. A record contains the known facts; all others are marked as unknown. Any client can send invalid input at
 * full speed, so only a limited number is recorded individually, and the rest is counted.
 */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ClientLimits } from '../base/client-limits.ts';
import type { Clock } from '../base/clock.ts';
import type { ParserRefusal } from '../base/http/parser-refusal.ts';
import type { EarlyRefusal } from '../contract/early-refusal.ts';
import type { EngineName, Notice, RequestRecord } from '../contract/log-entry.ts';
import { emptyRequest } from './empty-request.ts';
import { noteRefusal } from './observation.ts';
import { type PartialHead, partialHead } from './partial-head.ts';
import { judgeReceivedCookies, type OwnCookieNames, unreadCookie } from './received-cookies.ts';
import type { Sender } from './recorder.ts';

export interface RefusedRequestsOptions {
  readonly clock: Clock;
  readonly limits: Pick<ClientLimits, 'maxHeaderSize' | 'headersTimeout' | 'requestTimeout'>;
  readonly isRecording: () => boolean;
  readonly engine: (from: { socket: Socket }) => {
    readonly name: EngineName | null;
    readonly cookieNames: OwnCookieNames;
  };
  readonly identify: (from: { socket: Socket }, userAgent: string | undefined, recordId: number) => Sender;
  readonly takeId: () => number;
  readonly commit: (record: RequestRecord) => void;
  readonly addNotice: (notice: Notice) => void;
}

export interface RefusedRequests {
  refused(refusal: ParserRefusal): void;
  /** A connection was closed because a limit was exceeded. */
  closed(at: 'site' | 'inspector', why: 'idle' | 'full' | 'unanswered'): void;
  /** Reports the counts that have not been reported yet. */
  settle(): void;
}

/**
 * The number of refusals that are recorded individually in a short time. After that, one is recorded in each interval.
 */
const burst = 20;
const oneEachMs = 500;
/** The interval after which the counts are reported together. */
const sumUpMs = 5_000;

export function createRefusedRequests(options: RefusedRequestsOptions): RefusedRequests {
  const counts = new Map<string, { notice: (count: number) => Notice; count: number }>();
  let timer: NodeJS.Timeout | null = null;
  let budget = burst;
  let refilledAtMs = options.clock.monotonicMs();

  const settle = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    for (const { notice, count } of counts.values()) options.addNotice(notice(count));
    counts.clear();
  };
  const count = (key: string, notice: (count: number) => Notice) => {
    const entry = counts.get(key) ?? { notice, count: 0 };
    entry.count++;
    counts.set(key, entry);
    timer ??= setTimeout(settle, sumUpMs).unref();
  };
  const mayRecord = (): boolean => {
    const nowMs = options.clock.monotonicMs();
    const earned = Math.floor((nowMs - refilledAtMs) / oneEachMs);
    refilledAtMs += earned * oneEachMs;
    budget = Math.min(burst, budget + earned);
    if (budget === 0) return false;
    budget--;
    return true;
  };

  return {
    refused(refusal) {
      const head = refusal.request === null ? headOf(refusal) : null;
      const why = reasonOf(refusal, head, options.limits);
      if (refusal.request !== null) return noteRefusal(refusal.request, why);
      if (!options.isRecording()) return;
      const { status } = refusal;
      if (mayRecord()) options.commit(recordOf(refusal, head, why, options));
      else count(`refused ${status}`, (n) => ({ code: 'requests-refused', status, count: n }));
    },
    closed: (at, why) => count(`${at} ${why}`, (n) => ({ code: 'connections-closed', at, why, count: n })),
    settle,
  };
}

/** Known only if the connection has sent nothing before the read that failed. */
function headOf({ packet, brokenAt, socket }: ParserRefusal): PartialHead {
  return partialHead(packet !== null && packet.byteLength === socket.bytesRead ? packet : null, brokenAt);
}

function reasonOf(
  { status, code, reason, request }: ParserRefusal,
  head: PartialHead | null,
  limits: RefusedRequestsOptions['limits'],
): EarlyRefusal {
  const part = request === null ? 'head' : 'body';
  if (status === 408) {
    return { code: 'too-slow', part, limitMs: request === null ? limits.headersTimeout : limits.requestTimeout };
  }
  if (status === 431) {
    return { code: 'head-too-large', octets: null, cookieOctets: null, limitOctets: limits.maxHeaderSize };
  }
  if (head !== null && head.protocol !== null) return { code: 'other-protocol', protocol: head.protocol };
  const detail = code === 'HPE_INVALID_EOF_STATE' ? 'the connection ended within it' : reason;
  return { code: 'malformed', part, detail };
}

function recordOf(
  { socket, status, answerHeaders }: ParserRefusal,
  head: PartialHead | null,
  refusal: EarlyRefusal,
  { clock, engine, identify, takeId }: RefusedRequestsOptions,
): RequestRecord {
  const { method, url, httpVersion, headers } = head ?? partialHead(null, null);
  const valuesOf = (wanted: string) =>
    headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const id = takeId();
  const sender = identify({ socket }, valuesOf('user-agent')[0], id);
  const { name, cookieNames } = engine({ socket });
  const receivedCookies = judgeReceivedCookies(valuesOf('cookie').join('; '), cookieNames);
  return {
    ...emptyRequest(),
    kind: 'request',
    id,
    // The time of the refusal. A head that arrived slowly started earlier.
    arrivedAtMs: clock.now(),
    actor: sender.actor,
    engine: name,
    method,
    url,
    httpVersion,
    status,
    statusText: STATUS_CODES[status] ?? '',
    requestHeaders: headers,
    responseHeaders: Object.entries(answerHeaders),
    responseBodyBytes: 0,
    cookieName: cookieNames.session,
    cookieValue: unreadCookie(receivedCookies).cookieValue,
    receivedCookies,
    // Further cookies may have followed the position at which the parser stopped.
    verdict: { kind: 'not-read' },
    ...(sender.resendOf === null ? undefined : { resendOf: sender.resendOf }),
    refusal,
  };
}
