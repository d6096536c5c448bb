import type { Judgment } from '../../server/contract/decision.ts';
import type { Json } from '../../server/contract/json.ts';
import type { RequestRecord, SessionOperation, StoreOperation } from '../../server/contract/log-entry.ts';
import { refusedSessionCookie } from '../../server/contract/refused-session-cookie.ts';
import { seenEngine } from '../../server/contract/seen-from-outside.ts';
import { jsonEqual } from '../model/json-equal.ts';
import { jsonText } from '../model/json-text.ts';
import { shortSid } from '../model/short-sid.ts';
import type { StoryStrings } from '../strings/en/story.ts';
import type { Phrase } from '../strings/text/phrase.ts';
import type { StringsWithLater } from '../strings/with-later.ts';
import { refusalReason } from './early-refusal.ts';
import { hadSession, judgmentOn, statusText } from './story-lead.ts';
import { operationBadge, type Tone } from './what-happened.ts';

export type Lifeline = 'browser' | 'server' | 'store';
export type Question = Judgment['question'];

/** A recorded step: a message from one lifeline to another, or an event at one lifeline. */
export interface StoryStep {
  /** Milliseconds since the request arrived; null where only its place in the order is known. */
  readonly atMs: number | null;
  readonly from: Lifeline;
  /** The lifeline where the arrow ends. Equal to `from` for a step that happens at one lifeline. */
  readonly to: Lifeline;
  /** An answer to the step before it, drawn with a broken line. */
  readonly isAnswer: boolean;
  readonly tone: Tone;
  readonly text: Phrase;
  /** The question whose rule decided this step. */
  readonly about: Question | null;
}

export interface Story {
  readonly lifelines: readonly Lifeline[];
  /** Names of lifelines that differ from those of the tutorial site. */
  readonly names?: Partial<Record<Lifeline, string>>;
  readonly steps: readonly StoryStep[];
}

type Words = Pick<StringsWithLater, 'story' | 'storeStory' | 'happened' | 'live' | 'earlyRefusals'>;

/** The part of a value that one step shows; the Session tab shows all of it. */
const MAX_VALUE_LENGTH = 2_000;

/**
 * The steps of a request in the order of their times, on three lifelines, or on two for the client-side engine, which
 * has no store. Every step is a fact of the record.
 */
export function storyOf(record: RequestRecord, t: Words): Story {
  const hasStore = seenEngine(record) === 'server-side';
  const loading = record.storeOperations.filter(({ phase }) => phase === 'load');
  const later = record.storeOperations.filter(({ phase }) => phase !== 'load');
  return {
    lifelines: hasStore ? ['browser', 'server', 'store'] : ['browser', 'server'],
    ...storeNameOf(record, t),
    steps: [
      requestStep(record, t),
      ...verdictSteps(record, t),
      ...loading.flatMap((call) => callSteps(call, record, t)),
      ...beginSteps(record, t),
      ...inOrder([
        ...record.operations.map((operation) => [operationStep(operation, record, t)]),
        ...later.map((call) => callSteps(call, record, t)),
        [...errorSteps(record, t), answerStep(record, t)],
      ]),
      ...afterSteps(record, t),
    ],
  };
}

/**
 * The name of the store: an app that reports its sessions names its own store; the tutorial site names its store with
 * each call. Without a call it is not known, because the site may have had another store at that time.
 */
function storeNameOf({ evidence, storeOperations }: RequestRecord, t: Words): Pick<Story, 'names'> {
  if (evidence?.inside !== undefined) {
    const { store } = evidence.inside;
    return store === '' ? {} : { names: { store } };
  }
  const [call] = storeOperations;
  return { names: { store: call === undefined ? t.story.store : t.storeStory.store(call.store ?? 'sqlite') } };
}

/** Groups of steps by the known time of their last step; groups with the same time keep their order. */
function inOrder(groups: readonly (readonly StoryStep[])[]): StoryStep[] {
  const timeOf = (group: readonly StoryStep[]) => group.findLast(({ atMs }) => atMs !== null)?.atMs ?? 0;
  return [...groups].sort((a, b) => timeOf(a) - timeOf(b)).flat();
}

function arrow(from: Lifeline, to: Lifeline, step: Partial<StoryStep> & Pick<StoryStep, 'text'>): StoryStep {
  return { atMs: null, isAnswer: false, tone: 'plain', about: null, ...step, from, to };
}

function note(at: Lifeline, step: Partial<StoryStep> & Pick<StoryStep, 'text'>): StoryStep {
  return arrow(at, at, step);
}

function requestStep(record: RequestRecord, { story: { step } }: Words): StoryStep {
  const target = `${record.method ?? ''} ${record.url}`.trimStart();
  const hasCookie = record.cookieValue !== null || record.verdict.kind === 'wrong-engine';
  return arrow('browser', 'server', { atMs: 0, text: step.request(target, hasCookie) });
}

function verdictSteps(record: RequestRecord, { story: { step }, happened, earlyRefusals }: Words): StoryStep[] {
  const { verdict } = record;
  const refused = (reason: string) => [note('server', { tone: 'reject', text: step.refused(reason) })];
  if (record.refusal !== undefined) return refused(refusalReason(record.refusal, earlyRefusals));
  switch (verdict.kind) {
    case 'none':
      // Where a session began, that step says enough.
      return hadSession(record) ? [] : [note('server', { text: step.noCookie() })];
    case 'malformed':
      return refused(happened.refusal[verdict.reason]);
    case 'wrong-engine':
      return [note('server', { text: step.otherEngine(verdict.cookieName) })];
    case 'bad-signature':
    case 'from-the-future':
      return refused(happened.refusal[verdict.kind]);
    case 'expired':
      // Client-side the age is part of the signature; server-side the row says it.
      if (verdict.sid === null) return refused(happened.refusal.expired);
      break;
    case 'not-observed':
    case 'not-read':
    case 'not-verifiable':
      return [];
    case 'accepted':
    case 'unknown-sid':
    case 'unchecked':
      break;
  }
  return [note('server', { tone: 'set', text: step.genuine(verdict.secretNumber) })];
}

function beginSteps(record: RequestRecord, { story: { step, valueCut } }: Words): StoryStep[] {
  if (record.verdict.kind !== 'accepted') {
    return hadSession(record) ? [note('server', { text: step.began(), about: 'created' })] : [];
  }
  if (seenEngine(record) === 'server-side' || record.sessionBefore === null) return [];
  return [note('server', { text: step.fromCookie(valueText(record.sessionBefore, valueCut)) })];
}

/** A question to the store, and its answer where that is more than "done". */
function callSteps(call: StoreOperation, record: RequestRecord, { story, live }: Words): StoryStep[] {
  const { step } = story;
  const about = questionOf(call);
  const message = call.error ?? call.op;
  if (call.outcome === 'failed' && call.op !== 'get') {
    return [
      arrow('server', 'store', { atMs: call.atMs, tone: 'reject', text: step.callFailed(call.op, message), about }),
    ];
  }
  const took =
    call.statement === undefined
      ? step.waited(live.milliseconds(call.durationMs))
      : step.microseconds(call.statement.microseconds);
  const asked = arrow('server', 'store', {
    atMs: call.atMs,
    text: step.call(call.op, shortSid(call.sid), took),
    about,
  });
  if (call.op !== 'get') return [asked];
  return [asked, arrow('store', 'server', { isAnswer: true, ...answerOf(call, record, story) })];
}

function answerOf(call: StoreOperation, record: RequestRecord, { step, valueCut }: StoryStrings) {
  if (call.outcome === 'failed') return { tone: 'reject' as const, text: step.failed(call.error ?? call.op) };
  if (call.outcome === 'not-found') {
    const { verdict } = record;
    const isExpired = verdict.kind === 'expired' && verdict.sid === call.sid;
    return { tone: 'reject' as const, text: isExpired ? step.expiredRow(verdict.expiredAtMs) : step.notFound() };
  }
  return { text: step.loaded(valueText(record.sessionBefore ?? {}, valueCut)) };
}

function questionOf({ op, phase }: StoreOperation): Question | null {
  if (op === 'destroy') return 'destroyed';
  if (op === 'touch') return 'touched';
  return op === 'set' && phase === 'end' ? 'saved' : null;
}

function operationStep(operation: SessionOperation, record: RequestRecord, t: Words): StoryStep {
  const { tone } = operationBadge(operation.op, t.happened);
  const about = operation.op === 'destroy' ? 'destroyed' : operation.op === 'regenerate' ? 'created' : null;
  return note('server', { atMs: operation.atMs, tone, text: operationText(operation, record, t), about });
}

function operationText(operation: SessionOperation, record: RequestRecord, t: Words): Phrase {
  const { step, valueCut } = t.story;
  const { op, before, after, key = '' } = operation;
  const mark = operationBadge(op, t.happened).shape;
  const value = op === 'pop' ? before : (after ?? before);
  const text = value === undefined ? '' : valueText(value, valueCut);
  switch (op) {
    case 'get':
      return value === undefined ? step.missed(mark, key) : step.read(mark, key, text);
    case 'set':
      return before !== undefined && jsonEqual(before, after) ? step.wroteSame(mark, key) : step.wrote(mark, key, text);
    case 'pop':
      return value === undefined ? step.poppedNone(mark, key) : step.popped(mark, key, text);
    case 'list':
      return step.listed(mark);
    case 'clear':
      return step.cleared(mark);
    case 'regenerate':
      return step.regenerated(mark, record.sidAfter === null ? null : shortSid(record.sidAfter));
    case 'destroy':
      return step.destroyed(mark);
  }
}

/** The failures outside of the store; store calls show their own failures. */
function errorSteps(record: RequestRecord, { story: { step } }: Words): StoryStep[] {
  return record.errors
    .filter(({ where }) => where !== 'store')
    .map(({ where, message }) => {
      const text = where === 'handler' ? step.handlerFailed(message) : step.sessionFailed(message);
      return note('server', { tone: 'reject', text });
    });
}

function answerStep(record: RequestRecord, { story: { step } }: Words): StoryStep {
  const atMs = record.headSentAtMs ?? record.durationMs;
  if (record.status === null) return note('browser', { atMs, tone: 'reject', text: step.left(record.actor.name) });
  const judgment = judgmentOn(record, 'set-cookie');
  const status = statusText(record);
  const about = judgment === undefined ? null : 'set-cookie';
  const tone = record.status >= 500 ? 'reject' : 'plain';
  return arrow('server', 'browser', { atMs, text: answerText(), about, tone });

  function answerText(): Phrase {
    if (record.setCookie === null) return judgment === undefined ? step.answer(status) : step.answerBare(status);
    return judgment?.rule === 'flask-cookie-deleted' ? step.answerDeletes(status) : step.answerCookie(status);
  }
}

/** Where the session is once the answer has left. */
function afterSteps(record: RequestRecord, { story: { step, valueCut } }: Words): StoryStep[] {
  const steps: StoryStep[] = [];
  if (record.isAborted && record.status !== null) {
    steps.push(note('browser', { atMs: record.durationMs, tone: 'reject', text: step.left(record.actor.name) }));
  }
  if (refusedSessionCookie(record) !== null) {
    steps.push(note('browser', { tone: 'reject', text: step.refusesCookie(), about: 'set-cookie' }));
  } else if (record.engine === 'client-side' && record.setCookie !== null) {
    const isDeleted = judgmentOn(record, 'set-cookie')?.rule === 'flask-cookie-deleted';
    const text = isDeleted ? step.holdsNone() : step.holds(valueText(record.sessionAfter ?? {}, valueCut));
    steps.push(note('browser', { text, about: 'set-cookie' }));
  }
  if (judgmentOn(record, 'created')?.rule === 'create-not-saved' && record.verdict.kind !== 'accepted') {
    steps.push(note('server', { text: step.forgotten(), about: 'created' }));
  }
  return steps;
}

function valueText(value: Json, cut: StoryStrings['valueCut']): string {
  const text = jsonText(value);
  return text.length > MAX_VALUE_LENGTH ? cut(text.slice(0, MAX_VALUE_LENGTH), text.length) : text;
}
