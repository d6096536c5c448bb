/** Why a session store or one of its rows cannot be read, for sentences in any language. */
import { z } from 'zod';

/** What has to change before the store can be read. Those of `lastingCodes` do not pass by themselves. */
export const storeFaultCodeSchema = z.enum([
  'not-there',
  /** The server has no database of this name or number. */
  'no-database',
  /** The address is not one that can be read. */
  'bad-address',
  'refused',
  'wrong-password',
  'no-permission',
  'busy',
  'too-old',
  /** Its certificate, by TLS. */
  'untrusted',
  'not-a-store',
  'gone',
  'failed',
]);
export type StoreFaultCode = z.infer<typeof storeFaultCodeSchema>;

/** Each reason with its code. Null for a reason that is about one row, of a store that can be read. */
export const codeOfReason = {
  'path-missing': 'not-there',
  'path-replaced': 'not-there',
  'project-missing': 'not-there',
  'ca-file': 'not-there',

  'redis-number': 'no-database',
  'database-missing': 'no-database',

  'not-an-address': 'bad-address',
  'unknown-scheme': 'bad-address',
  'not-local': 'bad-address',
  'memcached-tls': 'bad-address',
  'name-columns': 'bad-address',
  'redis-database': 'bad-address',
  'mysql-database': 'bad-address',
  'sslmode-unknown': 'bad-address',
  'sslmode-contradicts': 'bad-address',
  'site-scheme': 'bad-address',
  'site-prefix': 'bad-address',

  'nothing-listens': 'refused',
  'demands-tls': 'refused',
  'no-tls-there': 'refused',
  pooler: 'refused',

  password: 'wrong-password',
  'password-or-tls': 'wrong-password',
  'memcached-login': 'wrong-password',

  'path-forbidden': 'no-permission',
  'redis-rights': 'no-permission',
  'select-rights': 'no-permission',
  'site-rights': 'no-permission',
  'app-too-many': 'no-permission',
  'app-too-slow': 'no-permission',
  'app-no-ids': 'no-permission',

  'writer-holds': 'busy',
  'reads-wait': 'busy',
  'listing-keys': 'busy',
  'server-busy': 'busy',

  'older-redis': 'too-old',
  'older-memcached': 'too-old',
  'older-postgres': 'too-old',
  'older-mysql': 'too-old',

  'certificate-untrusted': 'untrusted',
  'certificate-time': 'untrusted',
  'certificate-name': 'untrusted',

  'not-a-folder': 'not-a-store',
  'not-a-file': 'not-a-store',
  'not-sqlite': 'not-a-store',
  'store-empty': 'not-a-store',
  'not-recognised': 'not-a-store',
  'tables-not-recognised': 'not-a-store',
  'several-kinds': 'not-a-store',
  'kind-unknown': 'not-a-store',
  'kind-elsewhere': 'not-a-store',
  'columns-needed': 'not-a-store',
  'table-missing': 'not-a-store',
  'column-missing': 'not-a-store',
  'table-refused': 'not-a-store',
  'key-of-another-kind': 'not-a-store',
  'key-not-ours': 'not-a-store',

  'no-answer': 'gone',
  'no-answer-for': 'gone',
  'no-answer-tls': 'gone',
  closed: 'gone',
  connecting: 'gone',
  'app-silent': 'gone',

  'path-unreadable': 'failed',
  'no-crawler': 'failed',
  'reading-refused': 'failed',
  'wrong-type': 'failed',
  'statement-refused': 'failed',
  'row-too-large': 'failed',
  'app-failed': 'failed',
  unexpected: 'failed',

  'key-other-form': null,
  'key-needs-secret': null,
  'key-wrong-secret': null,
  'value-cut': null,
  'value-not-this': null,
  'value-rest': null,
  'value-too-deep': null,
  'value-too-large': null,
  'value-not-recognised': null,
  'value-not-a-map': null,
  'value-not-decoded': null,
  'value-later': null,
  'clock-of-milliseconds': null,
  'clock-behind': null,
  'clock-ahead': null,
} as const satisfies Readonly<Record<string, StoreFaultCode | null>>;

export type StoreReason = keyof typeof codeOfReason;
/** The reasons for which a store as a whole cannot be read. */
export type StoreFaultReason = {
  [Reason in StoreReason]: (typeof codeOfReason)[Reason] extends null ? never : Reason;
}[StoreReason];

const reasons = Object.keys(codeOfReason) as [StoreReason, ...StoreReason[]];

export const storeWhySchema = z.object({
  reason: z.enum(reasons),
  /** The place of the store without a password, or the path that the sentence is about. */
  place: z.string().optional(),
  /** What the sentence names: a user, a table, a number, as its reason has it. */
  about: z.string().optional(),
  /** What there is instead, as a list. */
  choices: z.string().optional(),
  /** The message of the server, the driver or the system, as it is, in the language that it has. */
  quote: z.string().optional(),
});
export type StoreWhy = z.infer<typeof storeWhySchema>;

/** What a sentence about a reason names. */
export type StoreWhyFacts = Omit<StoreWhy, 'reason'>;

/** The words of {@link storeWhySentence} in one language. */
export interface StoreWhyWords {
  readonly quoted: (sentence: string, quote: string) => string;
  readonly sentence: Readonly<Record<StoreReason, (place: string, about: string, choices: string) => string>>;
}

/** Why the store or the row cannot be read, and what to do. */
export function storeWhySentence(
  { reason, place = '', about = '', choices = '', quote }: StoreWhy,
  words: StoreWhyWords,
) {
  const sentence = words.sentence[reason](place, about, choices);
  return quote === undefined || quote === '' ? sentence : words.quoted(sentence, quote);
}
