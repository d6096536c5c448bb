import type { ActorRef } from '../../server/contract/actor.ts';
import type { Judgment, Rule } from '../../server/contract/decision.ts';
import type { EarlyRefusal } from '../../server/contract/early-refusal.ts';
import type { RequestRecord, SessionOperation } from '../../server/contract/log-entry.ts';
import { outcomeOf } from '../../server/contract/outcome.ts';
import { refusedSessionCookie } from '../../server/contract/refused-session-cookie.ts';
import { isSeenFromOutside } from '../../server/contract/seen-from-outside.ts';
import { jsonEqual } from '../model/json-equal.ts';
import { isOtherValue, missingCookie } from '../model/missing-cookie.ts';
import type { StoryStrings } from '../strings/en/story.ts';
import { code, joinPhrases, type Phrase } from '../strings/text/phrase.ts';
import type { StringsWithLater } from '../strings/with-later.ts';
import { refusalSentence } from './cookie-refusal.ts';
import { isForCookies, refusalReason } from './early-refusal.ts';
import { lostCookieReason } from './lost-cookie.ts';
import { storeLead } from './store-lead.ts';

type Words = Pick<StringsWithLater, 'story' | 'storeStory' | 'happened' | 'earlyRefusals' | 'details' | 'lostCookies'>;
type DeedWords = StoryStrings['lead']['deed'];

/** The words of the tutorial's page for pop, which are English in every language. */
const POP_PAGE_SAYS = 'Session Deleted';
const MAX_DEEDS = 4;
const MAX_KEYS = 3;

/**
 * Two or three sentences about a request and its reasons: the verdict on the cookie, the actions of the handler, and
 * their result. `owner` is the actor to whom the session was issued. Null if unknown.
 */
export function storyLead(record: RequestRecord, owner: ActorRef | null, t: Words): Phrase {
  // A file of another program does not show the actions of the server, or whether the client disconnected.
  const lost = lostCookie(record, t);
  const store = record.evidence?.store;
  if (store !== undefined) return joinPhrases([...lost, storeLead(record, store, t)], t.story.lead.sentenceBetween);
  if (isSeenFromOutside(record))
    return joinPhrases([...lost, t.story.lead.full(openingOf(record, owner, t))], t.story.lead.sentenceBetween);
  const sentences = [
    ...lost,
    ...(record.refusal === undefined ? beginning(record, owner, t) : refused(record, record.refusal, t)),
    ...deletionInWords(record, t),
    ...trouble(record, t),
    ...ending(record, t),
    ...notKept(record, t),
  ];
  return joinPhrases(sentences, t.story.lead.sentenceBetween);
}

/** Why the cookie did not come: the first that a reader wants to know. */
function lostCookie(record: RequestRecord, t: Words): Phrase[] {
  const cookie = missingCookie(record);
  if (cookie === null) return [];
  const { story, storyOtherValue, because } = t.lostCookies;
  const what = isOtherValue(cookie, record) ? storyOtherValue : story;
  const reason = lostCookieReason(cookie, t);
  return [t.story.lead.full(joinPhrases([what(record.actor.name, cookie.name), reason], because))];
}

/** The answer to one question about the session; absent if no engine decided it. */
export function judgmentOn(record: RequestRecord, question: Judgment['question']): Judgment | undefined {
  return record.decision.find((judgment) => judgment.question === question);
}

/** Whether the request had a session to work with, loaded or new. */
export function hadSession(record: RequestRecord): boolean {
  const rule = judgmentOn(record, 'set-cookie')?.rule;
  return rule !== undefined && rule !== 'no-session' && rule !== 'store-failed';
}

function refused({ actor }: RequestRecord, refusal: EarlyRefusal, { earlyRefusals: t }: Words): Phrase[] {
  const lead = t.lead(actor.name, refusalReason(refusal, t));
  return isForCookies(refusal) ? [lead, t.manyCookies()] : [lead];
}

function beginning(record: RequestRecord, owner: ActorRef | null, t: Words): Phrase[] {
  const lead = t.story.lead;
  const opening = openingOf(record, owner, t);
  const deeds = deedsOf(record, t.story.lead);
  const isNoPage = record.status === 404 && record.operations.length === 0;
  if (record.verdict.kind === 'accepted') {
    if (isNoPage) return [lead.full(opening), lead.noPage()];
    if (deeds === null) return [isTold(record) ? lead.unchanged(opening) : lead.unused(opening)];
    const isOwn = owner === null || owner.id === record.actor.id;
    return isOwn ? [lead.and(opening, deeds)] : [lead.full(opening), lead.handler(deeds)];
  }
  if (hasNoKey(record)) return [lead.full(opening), ...(deeds === null ? [] : [lead.handler(deeds)])];
  const began = !hadSession(record)
    ? lead.withoutSession(opening)
    : record.verdict.kind === 'none' || record.verdict.kind === 'wrong-engine'
      ? lead.began(opening)
      : lead.beganRefused(opening);
  if (deeds !== null) return [began, lead.handler(deeds)];
  if (isNoPage) return [began, lead.noPage()];
  return hadSession(record) && record.errors.length === 0
    ? [began, isTold(record) ? lead.handlerUnchanged() : lead.handlerIdle()]
    : [began];
}

/** The changes of the handler are known, and not what it read. */
function isTold({ evidence }: RequestRecord): boolean {
  return evidence?.inside?.state === 'told';
}

function openingOf(record: RequestRecord, owner: ActorRef | null, t: Words): Phrase {
  const { lead } = t.story;
  const { verdict, actor } = record;
  if (hasNoKey(record)) return lead.noKey();
  switch (verdict.kind) {
    case 'none':
    case 'bad-signature':
    case 'unknown-sid':
    case 'unchecked':
    case 'not-observed':
    case 'not-verifiable':
      return lead[verdict.kind](actor.name);
    // Only a refused request has it, which begins in another way.
    case 'not-read':
      return lead.none(actor.name);
    case 'malformed':
      return lead.malformed(actor.name, t.happened.refusal[verdict.reason]);
    case 'expired':
      return lead.expired(actor.name, verdict.expiredAtMs);
    case 'from-the-future':
      return lead['from-the-future'](actor.name, verdict.signedAtMs);
    case 'wrong-engine':
      return lead['wrong-engine'](actor.name, verdict.cookieName);
    case 'accepted':
      if (owner !== null && owner.id !== actor.id) return lead.borrowed(actor.name, owner.name);
      return record.engine === 'client-side' ? lead.foundData(actor.name) : lead.found(actor.name);
  }
}

/**
 * The actions of the handler, with equal ones together: `read a and b, wrote c`. Null if it did not use the session.
 */
function deedsOf({ operations, engine }: RequestRecord, t: StoryStrings['lead']): Phrase | null {
  const groups: { deed: keyof DeedWords; keys: string[] }[] = [];
  for (const operation of operations) {
    const isSignedAgain = operation.op === 'regenerate' && engine === 'client-side';
    const deed = isSignedAgain ? 'signedAgain' : deedOf(operation);
    const last = groups.at(-1);
    if (last?.deed === deed) last.keys.push(operation.key ?? '');
    else groups.push({ deed, keys: [operation.key ?? ''] });
  }
  if (groups.length === 0) return null;
  const phrases = groups.map(({ deed, keys }) => deedPhrase(deed, keys, t));
  const shown = phrases.slice(0, phrases.length > MAX_DEEDS ? MAX_DEEDS - 1 : MAX_DEEDS);
  if (shown.length < phrases.length) shown.push(t.deed.more(phrases.length - shown.length));
  const last = shown.pop() ?? [];
  if (shown.length === 0) return last;
  return joinPhrases([joinPhrases(shown, t.deedBetween), last], t.deedLast);
}

function deedOf({ op, before, after }: SessionOperation): Exclude<keyof DeedWords, 'more' | 'signedAgain'> {
  switch (op) {
    case 'get':
      return (after ?? before) === undefined ? 'missed' : 'read';
    case 'set':
      if (before === undefined) return 'wrote';
      return jsonEqual(before, after) ? 'wroteSame' : 'changed';
    case 'pop':
      return before === undefined ? 'removedNone' : 'removed';
    case 'list':
      return 'listed';
    case 'clear':
      return 'cleared';
    case 'regenerate':
      return 'regenerated';
    case 'destroy':
      return 'destroyed';
  }
}

function deedPhrase(deed: keyof DeedWords, keys: readonly string[], t: StoryStrings['lead']): Phrase {
  switch (deed) {
    case 'more':
      return t.deed.more(keys.length);
    case 'listed':
    case 'cleared':
    case 'regenerated':
    case 'signedAgain':
    case 'destroyed':
      return t.deed[deed]();
    default:
      return t.deed[deed](keyList([...new Set(keys)], t));
  }
}

/** Keys in code, the first few of many. */
function keyList(keys: readonly string[], t: StoryStrings['lead']): Phrase {
  const isLong = keys.length > MAX_KEYS + 1;
  const shown = keys.slice(0, isLong ? MAX_KEYS : keys.length).map((key): Phrase => [code(key)]);
  if (isLong) shown.push(t.moreKeys(keys.length - MAX_KEYS));
  return joinPhrases(shown, t.keyBetween);
}

/** The tutorial's page for pop announces more than it does, wherever the session lives on. */
function deletionInWords(record: RequestRecord, { story: { lead } }: Words): Phrase[] {
  const isTutorial = record.url.split('?')[0] === '/popsession' && outcomeOf(record) === 'pop';
  const hasRemoved = record.operations.some((operation) => deedOf(operation) === 'removed');
  const livesOn = record.sidAfter !== null || Object.keys(record.sessionAfter ?? {}).length > 0;
  return isTutorial && hasRemoved && livesOn ? [lead.notDeleted(POP_PAGE_SAYS)] : [];
}

/** The faults, which come before the other results. */
function trouble(record: RequestRecord, t: Words): Phrase[] {
  const { lead } = t.story;
  const hasThrown = record.errors.some(({ where }) => where === 'handler');
  const sentences: Phrase[] = [];
  if (hasThrown && record.status !== null) sentences.push(lead.threw(statusText(record)));
  if (record.status === null) sentences.push(lead.aborted(record.actor.name));
  else if (record.isAborted) sentences.push(lead.cutOff(record.actor.name));
  return sentences;
}

function ending(record: RequestRecord, t: Words): Phrase[] {
  const { lead } = t.story;
  const cookie = judgmentOn(record, 'set-cookie');
  const failed = record.storeOperations.find(({ op, outcome }) => op === 'set' && outcome === 'failed');
  if (failed !== undefined && record.status !== null) {
    return [lead.notSaved(statusText(record), (failed.error ?? failed.op).replace(/\.$/, ''))];
  }
  const silent = record.findings.find(({ kind }) => kind === 'silent-mutation');
  if (silent?.kind === 'silent-mutation') return [lead.silent(keyList(silent.keys, lead))];
  if (cookie === undefined || record.status === null) return [];
  if (cookie.rule === 'session-destroyed') return [record.sidBefore === null ? lead.destroyedNew() : lead.destroyed()];
  if (cookie.rule === 'session-set-to-null') return [lead.unset()];
  if (cookie.rule === 'cookie-withheld-insecure') return [lead.insecure()];
  if (cookie.rule === 'cookie-new-modified' && hasRenewed(record)) {
    const hasSameData = record.engine !== null || jsonEqual(record.sessionBefore, record.sessionAfter);
    return [hasSameData ? lead.renewed() : lead.renewedOther()];
  }
  if (cookie.rule === 'cookie-withheld-unmodified' && record.operations.some(isSameSet)) return [lead.sameValue()];
  const words: Partial<Record<Rule, () => Phrase>> = lead.ending;
  const sentence = words[cookie.rule];
  return sentence === undefined ? [] : [sentence()];
}

/** The reaction of the browser to the cookie if it does not change. */
function notKept(record: RequestRecord, { story: { lead }, details }: Words): Phrase[] {
  const [refusal] = refusedSessionCookie(record)?.refusals ?? [];
  return refusal === undefined ? [] : [lead.notKept(record.actor.name, refusalSentence(refusal, details))];
}

function hasRenewed(record: RequestRecord): boolean {
  return record.sidBefore !== null && record.operations.some(({ op }) => op === 'regenerate');
}

function isSameSet(operation: SessionOperation): boolean {
  return operation.op === 'set' && deedOf(operation) === 'wroteSame';
}

function hasNoKey(record: RequestRecord): boolean {
  return judgmentOn(record, 'set-cookie')?.rule === 'flask-null-session';
}

/** The status in words. A client that disconnected received none. */
export function statusText(record: RequestRecord): string {
  return record.status === null ? '–' : String(record.status);
}
