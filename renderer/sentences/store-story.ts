import type { Json } from '../../server/contract/json.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { StoreEvidence, StoreSide } from '../../server/contract/store-evidence.ts';
import { deletesCookie } from '../model/cookie-deletion.ts';
import { jsonEqual } from '../model/json-equal.ts';
import { jsonText } from '../model/json-text.ts';
import { keyChanges } from '../model/key-changes.ts';
import { shortSid } from '../model/short-sid.ts';
import { isChangeKnown, isRenewed, isTold } from '../model/stored-change.ts';
import type { Phrase } from '../strings/text/phrase.ts';
import type { StringsWithLater } from '../strings/with-later.ts';
import { storeSideWhy } from './store-side-why.ts';
import type { Lifeline, Story, StoryStep } from './story.ts';

type Words = Pick<StringsWithLater, 'story' | 'storeStory' | 'storeWhy'>;

const MAX_KEYS = 4;
const MAX_VALUE_LENGTH = 600;

/**
 * The story of a request to a watched app with its session store: on the third lifeline what the row held before and
 * after, what changed, and when it was saved. The app's own steps are not known, so none is shown.
 */
export function storeStoryOf(record: RequestRecord, store: StoreEvidence, t: Words): Story {
  const isLate = store.savedLateMs !== null;
  const changes = changeSteps(record, store, t);
  return {
    lifelines: ['browser', 'server', 'store'],
    names: { server: t.storeStory.app, store: t.storeStory.store(store.transport) },
    steps: [
      requestStep(record, t),
      ...dangerSteps(store.before, t),
      sideStep('before', record, store, t),
      ...(store.attribution === 'outside' ? [note('store', t.storeStory.step.outside(), 'reject')] : []),
      ...(store.sharedWith.length > 0 ? [note('store', sharedStep(store, t), 'reject')] : []),
      ...(isLate ? [] : changes),
      answerStep(record, t),
      ...(isLate ? [lateStep(record, store.savedLateMs ?? 0, t), ...changes] : []),
      ...dangerSteps(hasSameDanger(store) ? null : store.after, t),
      sideStep('after', record, store, t),
      ...(store.oldRow === null
        ? []
        : [
            note(
              'store',
              t.storeStory.step.oldRow[store.oldRow](),
              store.oldRow === 'still-there' ? 'reject' : 'plain',
            ),
          ]),
    ],
  };
}

function arrow(
  from: Lifeline,
  to: Lifeline,
  text: Phrase,
  tone: StoryStep['tone'] = 'plain',
  atMs: number | null = null,
): StoryStep {
  return { atMs, from, to, isAnswer: false, tone, text, about: null };
}

function note(at: Lifeline, text: Phrase, tone: StoryStep['tone'] = 'plain', atMs: number | null = null): StoryStep {
  return arrow(at, at, text, tone, atMs);
}

function requestStep(record: RequestRecord, { story: { step } }: Words): StoryStep {
  const target = `${record.method ?? ''} ${record.url}`.trimStart();
  return arrow('browser', 'server', step.request(target, record.cookieValue !== null), 'plain', 0);
}

function answerStep(record: RequestRecord, { story: { step } }: Words): StoryStep {
  const atMs = record.headSentAtMs ?? record.durationMs;
  if (record.status === null) return note('browser', step.left(record.actor.name), 'reject', atMs);
  const { setCookie, arrivedAtMs, status } = record;
  const text =
    setCookie === null
      ? step.answerBare(String(status))
      : deletesCookie(setCookie, arrivedAtMs)
        ? step.answerDeletes(String(status))
        : step.answerCookie(String(status));
  return arrow('server', 'browser', text, status >= 500 ? 'reject' : 'plain', atMs);
}

/** What the row held on one side of the request, or why that is not known. */
function sideStep(
  which: 'before' | 'after',
  record: RequestRecord,
  store: StoreEvidence,
  { storeStory: { step }, story, storeWhy }: Words,
): StoryStep {
  const { state } = store[which];
  const data = which === 'before' ? record.sessionBefore : record.sessionAfter;
  const isUnchanged =
    which === 'after' &&
    state === 'present' &&
    store.before.state === 'present' &&
    isSame(record) &&
    !isRenewed(record);
  if (isUnchanged) return note('store', step.unchanged());
  const text =
    state === 'present'
      ? step[which].present(valueText(data ?? {}, story))
      : step[which][state](storeSideWhy(store[which], storeWhy) ?? '');
  return note('store', text, isTold(store[which]) ? 'plain' : 'reject');
}

function isSame({ sessionBefore, sessionAfter }: RequestRecord): boolean {
  return jsonEqual(sessionBefore ?? undefined, sessionAfter ?? undefined);
}

/** The changes of the row as arrows to the store. Empty if the row before or after the request is not known. */
function changeSteps(record: RequestRecord, store: StoreEvidence, { storeStory: { step }, story }: Words): StoryStep[] {
  if (!isChangeKnown(store)) return [];
  const to = (text: Phrase, tone: StoryStep['tone']) => arrow('server', 'store', text, tone);
  const { sessionBefore, sessionAfter, sidAfter } = record;
  if (sessionAfter === null) return sessionBefore === null ? [] : [to(step.rowGone(), 'reject')];
  const isNew = sessionBefore === null || isRenewed(record);
  const changes = keyChanges(sessionBefore, sessionAfter);
  const shown = changes.slice(0, changes.length > MAX_KEYS + 1 ? MAX_KEYS : changes.length);
  return [
    ...(isNew && sidAfter !== null ? [to(step.newRow(shortSid(sidAfter)), 'set')] : []),
    ...shown.map(({ key, before, after }) => {
      if (after === undefined) return to(step.removed(key), 'pop');
      if (before === undefined) return to(step.added(key, valueText(after, story)), 'set');
      return to(step.changed(key, valueText(before, story), valueText(after, story)), 'set');
    }),
    ...(shown.length < changes.length ? [to(step.more(changes.length - shown.length), 'set')] : []),
  ];
}

function lateStep(record: RequestRecord, savedLateMs: number, { storeStory: { step } }: Words): StoryStep {
  return note('store', step.late(savedLateMs), 'reject', (record.durationMs ?? 0) + savedLateMs);
}

function dangerSteps(side: StoreSide | null, { storeStory: { step } }: Words): StoryStep[] {
  if (side === null || side.dangerous.length === 0) return [];
  return [note('store', step.dangerous(side.dangerous.join(', ')), 'reject')];
}

function hasSameDanger({ before, after }: StoreEvidence): boolean {
  return before.dangerous.join() === after.dangerous.join();
}

function valueText(value: Json, { valueCut }: Words['story']): string {
  const text = jsonText(value);
  return text.length > MAX_VALUE_LENGTH ? valueCut(text.slice(0, MAX_VALUE_LENGTH), text.length) : text;
}

function sharedStep({ sharedWith, sharedBecause }: StoreEvidence, { storeStory: { step } }: Words): Phrase {
  return (sharedBecause === 'not-read-between' ? step.notReadBetween : step.shared)(sharedWith);
}
