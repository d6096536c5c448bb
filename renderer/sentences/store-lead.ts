import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { StoreEvidence } from '../../server/contract/store-evidence.ts';
import { keyChanges } from '../model/key-changes.ts';
import { isChangeKnown, isRenewed, isTold } from '../model/stored-change.ts';
import { code, joinPhrases, type Phrase } from '../strings/text/phrase.ts';
import type { StringsWithLater } from '../strings/with-later.ts';

type Words = Pick<StringsWithLater, 'storeStory'>;

const MAX_KEYS = 4;

/**
 * A request to a watched app with its session store in a few sentences: the row before it, who changed what, and when
 * it was saved.
 */
export function storeLead(record: RequestRecord, store: StoreEvidence, { storeStory: t }: Words): Phrase {
  const { before, attribution, sharedWith, sharedBecause, savedLateMs, oldRow } = store;
  const together = sharedBecause === 'not-read-between' ? t.lead.by.either : t.lead.by.together;
  const who = sharedWith.length > 0 ? together(sharedWith) : t.lead.by.request();
  const dangerous = [...new Set([...before.dangerous, ...store.after.dangerous])];
  const change = isChangeKnown(store)
    ? changeSentences(record, who, savedLateMs, t)
    : [isTold(store.after) ? t.lead.changeUnknown() : t.lead.afterUnknown()];
  return joinPhrases(
    [
      t.lead.before[before.state](record.actor.name),
      ...(attribution === 'outside' ? [t.lead.outside()] : []),
      ...change,
      ...(oldRow === null ? [] : [t.lead.oldRow[oldRow]()]),
      ...(dangerous.length === 0 ? [] : [t.lead.dangerous(dangerous.join(', '))]),
    ],
    t.sentenceBetween,
  );
}

function changeSentences(
  record: RequestRecord,
  who: Phrase,
  savedLateMs: number | null,
  t: Words['storeStory'],
): Phrase[] {
  const saved = savedLateMs === null ? t.lead.inTime() : t.lead.late(savedLateMs);
  const { sessionBefore, sessionAfter } = record;
  if (sessionBefore === null && sessionAfter === null) return [t.lead.nothing(who)];
  if (sessionAfter === null) return [t.lead.gone(who)];
  if (sessionBefore === null) {
    const names = Object.keys(sessionAfter);
    return [names.length === 0 ? t.lead.createdEmpty(who) : t.lead.created(who, keyList(names, t)), saved];
  }
  const sentences: Phrase[] = isRenewed(record) ? [t.lead.renewed(who)] : [];
  const changes = keyChanges(sessionBefore, sessionAfter);
  if (changes.length === 0) return sentences.length > 0 ? sentences : [t.lead.nothing(who)];
  const deeds = (['added', 'changed', 'removed'] as const).flatMap((deed) => {
    const names = changes.filter((change) => change.deed === deed).map(({ key }) => key);
    return names.length === 0 ? [] : [t.lead.deed[deed](keyList(names, t))];
  });
  const last = deeds.pop() ?? [];
  const all = deeds.length === 0 ? last : joinPhrases([joinPhrases(deeds, t.lead.deedBetween), last], t.lead.deedLast);
  return [...sentences, t.lead.changed(who, all), saved];
}

function keyList(names: readonly string[], t: Words['storeStory']): Phrase {
  const isLong = names.length > MAX_KEYS + 1;
  const shown = names.slice(0, isLong ? MAX_KEYS : names.length).map((name): Phrase => [code(name)]);
  if (isLong) shown.push(t.moreKeys(names.length - MAX_KEYS));
  return joinPhrases(shown, t.keyBetween);
}
