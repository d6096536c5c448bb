import { setTimeout as pause } from 'node:timers/promises';
import { actionRequest } from '../actors/action-request.ts';
import type { ActorAction } from '../contract/actor.ts';
import { cookieBytes } from '../contract/http/cookie-bytes.ts';
import type { CookieJar } from '../contract/http/jar/cookie-jar.ts';
import type { LabAction } from '../contract/lab/experiment.ts';
import type { Who } from '../contract/lab/lab-actors.ts';
import type { LabFailure, LabRequestStep, LabStep } from '../contract/lab/run.ts';
import type { RequestRecord } from '../contract/log-entry.ts';
import type { AwaitedRecords } from './awaited-records.ts';
import { forge, readWithoutSecret } from './forge.ts';
import type { Stage } from './stage.ts';

export interface RunOptions {
  readonly stage: Stage;
  readonly records: AwaitedRecords;
  readonly isRecording: () => boolean;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * A step could not be carried out, or the site failed, so the run ends. The message contains the site's answer, if
 * there is one.
 */
export class StepFailed extends Error {
  readonly reason: LabFailure['reason'];

  constructor(reason: LabFailure['reason'], detail = '') {
    super(detail);
    this.reason = reason;
  }
}

/** A page that links to the site. No one can register this name (RFC 2606), so the page does not exist. */
const ANOTHER_SITE = 'https://another-site.example/';

/** A request of a browser. */
type Sent = Pick<LabAction & { type: 'request' }, 'who' | 'action' | 'isFromAnotherSite'>;

/** A record is committed within milliseconds of its response. If it is missing after this time, it will not appear. */
const recordPatienceMs = 8_000;

/** Carries out the steps of one run, one after the other, and returns the result of each step. */
export class Run {
  readonly #options: RunOptions;
  /** The request that is held at present. */
  #begun: Promise<LabRequestStep> | null = null;
  readonly #underWay = new Set<Promise<unknown>>();
  /** When the request of each step arrived, in wall-clock ms. */
  readonly #arrivals = new Map<string, number>();

  constructor(options: RunOptions) {
    this.#options = options;
  }

  /** Rejects with StepFailed, or immediately with the reason of `signal`. */
  async step(step: string, action: LabAction): Promise<LabStep> {
    const { signal, isRecording } = this.#options;
    signal.throwIfAborted();
    if (!isRecording()) throw new StepFailed('not-recorded');
    const doing = this.#do(step, action);
    this.#keep(doing);
    return Promise.race([doing, rejectedBy(signal)]);
  }

  /** Releases a held request and resolves when all requests have ended. */
  async end(): Promise<void> {
    this.#options.stage.letGo();
    await Promise.allSettled(this.#underWay);
  }

  async #do(step: string, action: LabAction): Promise<LabStep> {
    const { stage, now, signal } = this.#options;
    switch (action.type) {
      case 'request':
        return this.#inTime(await this.#send(step, action), action.soonAfter);
      case 'begin':
        await this.#begin(step, action.who, action.action);
        break;
      case 'finish':
        return this.#finish(step);
      case 'copy':
        await stage.actor(action.to).plantCookie(this.#cookieOf(action.from));
        break;
      case 'forge': {
        const forged = forge(this.#cookieOf(action.from), stage.engineOf(action.from), action.how, now());
        await stage.actor(action.who).plantCookie(forged);
        return this.#send(step, { who: action.who, action: { type: 'get', key: 'Username' } });
      }
      case 'read': {
        const text = readWithoutSecret(this.#cookieOf(action.from), stage.engineOf(action.from));
        return { kind: 'read', step, text };
      }
      case 'look':
        return { kind: 'read', step, text: cookiesIn(stage.actor(action.at).jar, now()) };
      case 'wait':
        await pause(action.ms, undefined, { signal });
        break;
      case 'rotate':
        stage.rotate();
        break;
      case 'retire':
        stage.retire();
        break;
      case 'start-servers':
        return { kind: 'read', step, text: await stage.startServers() };
      case 'stop-server':
        await stage.stopServer(action.server);
        break;
    }
    return { kind: 'done', step };
  }

  async #begin(step: string, who: Who, action: ActorAction): Promise<void> {
    const { arrived } = this.#options.stage.holdNext();
    this.#begun = this.#send(step, { who, action });
    this.#keep(this.#begun);
    // A response that arrives before the request is held means that the site failed. The response contains the reason.
    await Promise.race([arrived, this.#begun]);
  }

  async #finish(step: string): Promise<LabRequestStep> {
    if (this.#begun === null) throw new Error('No request has been begun');
    this.#options.stage.letGo();
    return { ...(await this.#begun), step };
  }

  async #send(step: string, { who, action, isFromAnotherSite }: Sent): Promise<LabRequestStep> {
    const { stage, records } = this.#options;
    const actor = stage.actor(who);
    const { method, path } = actionRequest(action);
    stage.chooseServer();
    const server = stage.server?.number;
    const recorded = records.next(actor.ref.id, method, path);
    const { lastAnswer } = await actor.act(action, isFromAnotherSite === true ? ANOTHER_SITE : null);
    if (lastAnswer === null || lastAnswer.status === null) throw new StepFailed('no-answer', lastAnswer?.text);
    if (lastAnswer.status >= 500) throw new StepFailed('site-error', `${lastAnswer.status} ${lastAnswer.text}`);
    const sent = requestStep(step, await withPatience(recorded), lastAnswer.text);
    return server === undefined ? sent : { ...sent, server };
  }

  #inTime(sent: LabRequestStep, soonAfter: (LabAction & { type: 'request' })['soonAfter']): LabRequestStep {
    this.#arrivals.set(sent.step, sent.arrivedAtMs);
    if (soonAfter === undefined) return sent;
    const passedMs = sent.arrivedAtMs - (this.#arrivals.get(soonAfter.step) ?? 0);
    if (passedMs >= soonAfter.ms) throw new StepFailed('too-late');
    return sent;
  }

  #cookieOf(who: Who): string {
    const { cookieValue } = this.#options.stage.actor(who).state();
    if (cookieValue === null) throw new StepFailed('no-cookie');
    return cookieValue;
  }

  #keep(work: Promise<unknown>): void {
    this.#underWay.add(work);
    work.catch(() => {}).finally(() => this.#underWay.delete(work));
  }
}

/** The cookies that a browser holds, with the attributes that decide whether it sends them; empty if there are none. */
function cookiesIn(jar: CookieJar, nowMs: number): string {
  return jar
    .cookies(nowMs)
    .map(({ name, path, secure, sameSite }) =>
      [name, `Path=${path}`, ...(secure ? ['Secure'] : []), ...(sameSite === null ? [] : [SAME_SITE[sameSite]])].join(
        '; ',
      ),
    )
    .join(', ');
}

const SAME_SITE = { strict: 'SameSite=Strict', lax: 'SameSite=Lax', none: 'SameSite=None' } as const;

function requestStep(step: string, record: RequestRecord, says: string): LabRequestStep {
  const { id, arrivedAtMs, actor, method, url, verdict, cookieName, cookieValue, setCookie, storeOperations } = record;
  return {
    kind: 'request',
    step,
    entryId: id,
    arrivedAtMs,
    actor,
    method: method ?? '',
    url,
    says,
    verdict,
    cookieBytes: cookieValue === null ? null : cookieBytes(cookieName, cookieValue),
    setsCookie: setCookie !== null,
    storeCalls: storeOperations.length,
  };
}

async function withPatience(recorded: Promise<RequestRecord>): Promise<RequestRecord> {
  const ended = new AbortController();
  const late = pause(recordPatienceMs, undefined, { signal: ended.signal }).then(() => {
    throw new StepFailed('not-recorded');
  });
  try {
    return await Promise.race([recorded, late]);
  } finally {
    late.catch(() => {});
    ended.abort();
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
