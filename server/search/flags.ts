import { isDeepStrictEqual } from 'node:util';
import { FILTER_WORDS, type WordKey } from '../contract/filter/filter.ts';
import { isLabActor } from '../contract/lab/lab-actors.ts';
import type { LogEntry, RequestRecord } from '../contract/log-entry.ts';
import { isMissing } from '../contract/missing-cookie.ts';

/** The bit of each word of all keys with fixed words. The words of an entry fit into one number. */
const bits = new Map(
  (Object.keys(FILTER_WORDS) as WordKey[])
    .flatMap((key) => FILTER_WORDS[key].map((word) => `${key}:${word}`))
    .map((name, place) => [name, 1 << place] as const),
);
if (bits.size > 31) throw new Error('The words of the filter language no longer fit into one number.');

export function flagOf(key: WordKey, word: string): number {
  return bits.get(`${key}:${word}`) ?? 0;
}

/** The words of `engine`, `kind`, `is`, `op` and `store` that match an entry. */
export function flagsOf(entry: LogEntry): number {
  const kind = flagOf('kind', entry.kind);
  if (entry.kind === 'edit' && entry.by === 'lab') return kind | flagOf('is', 'lab');
  if (entry.kind !== 'request') return kind;
  let flags = kind | (entry.engine === null ? 0 : flagOf('engine', entry.engine));
  for (const { op } of entry.operations) flags |= flagOf('op', op);
  for (const { op } of entry.storeOperations) flags |= flagOf('store', op);
  for (const word of FILTER_WORDS.is) if (is[word](entry)) flags |= flagOf('is', word);
  return flags;
}

const is: Readonly<Record<(typeof FILTER_WORDS)['is'][number], (record: RequestRecord) => boolean>> = {
  new: ({ decision }) => decision.some(({ question, answer }) => question === 'created' && answer),
  modified: ({ sessionBefore, sessionAfter }) => !isDeepStrictEqual(sessionBefore ?? {}, sessionAfter ?? {}),
  expired: ({ verdict }) => verdict.kind === 'expired',
  unsigned: ({ verdict }) =>
    verdict.kind === 'malformed' && (verdict.reason === 'no-signature' || verdict.reason === 'no-prefix'),
  tampered: ({ verdict }) => verdict.kind === 'bad-signature',
  unknown: ({ verdict }) => verdict.kind === 'unknown-sid',
  rejected: ({ verdict }) =>
    verdict.kind === 'malformed' ||
    verdict.kind === 'bad-signature' ||
    verdict.kind === 'unknown-sid' ||
    verdict.kind === 'expired' ||
    verdict.kind === 'from-the-future',
  aborted: ({ isAborted }) => isAborted,
  error: ({ status, errors }) => (status ?? 0) >= 500 || errors.length > 0,
  unsaved: ({ storeOperations }) => storeOperations.some(({ op, outcome }) => outcome === 'failed' && op !== 'get'),
  lab: ({ actor }) => isLabActor(actor.id),
  finding: ({ findings }) => findings.length > 0,
  'cookie-lost': ({ expectedCookies = [] }) => expectedCookies.some(isMissing),
};
