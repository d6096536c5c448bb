import { z } from 'zod';
import { type RequestRecord, requestRecordSchema } from '../contract/log-entry.ts';
import { headerOf } from './har-pairs.ts';
import { type NotePart, numberOf, textOf } from './loose-members.ts';
import { isMoment } from './moment.ts';

type Name = keyof RequestRecord;
type Members = Readonly<Record<string, unknown>>;

/** What each member is where a file does not have it, or has something else: unknown, empty, or none. */
const UNKNOWN: Readonly<Omit<RequestRecord, 'kind' | 'id' | 'arrivedAtMs' | 'resendOf' | 'isTimeUnknown'>> = {
  durationMs: null,
  actor: { id: 'outside:Unknown', name: 'Unknown', kind: 'outside' },
  engine: 'server-side',
  method: null,
  url: '',
  httpVersion: null,
  status: null,
  statusText: '',
  requestHeaders: [],
  responseHeaders: [],
  responseBodyBytes: null,
  cookieName: '',
  cookieValue: null,
  receivedCookies: [],
  verdict: { kind: 'not-observed' },
  sidBefore: null,
  sidAfter: null,
  sessionBefore: null,
  sessionAfter: null,
  operations: [],
  storeOperations: [],
  decision: [],
  headSentAtMs: null,
  setCookie: null,
  errors: [],
  findings: [],
  isAborted: false,
};

/** A record without these is none: nobody could tell where it belongs, or what it is of. */
const NEEDED: readonly Name[] = ['kind', 'id'];
const SHAPE = requestRecordSchema.shape;

/**
 * A request of which some members do not fit the contract, with each of them read in another way: a number as text, a
 * text as a number, a list without the items that do not fit, else as unknown. `lastAtMs` is the time of one that has
 * none. What is not read as it stands is reported. Null: too little of it is there.
 */
export function mendedRequest(value: Members, lastAtMs: number, note: NotePart): unknown {
  if (!NEEDED.every((name) => fits(name, value[name]))) return null;
  // Something has to tell that it is a request: an address, or the time and the headers of one.
  if (!fits('url', value.url) && !fits('requestHeaders', value.requestHeaders)) return null;
  const mended: Record<string, unknown> = { ...value };
  for (const name of Object.keys(SHAPE) as Name[]) {
    if (fits(name, value[name])) continue;
    mended[name] = meantBy(name, value[name]) ?? withoutUnfit(name, value[name], note);
    if (mended[name] !== undefined) continue;
    note('unknown', name);
    if (name === 'arrivedAtMs') Object.assign(mended, { arrivedAtMs: lastAtMs, isTimeUnknown: true });
    else if (name in UNKNOWN) mended[name] = UNKNOWN[name as keyof typeof UNKNOWN];
    else delete mended[name];
  }
  return mended;
}

function fits(name: Name, value: unknown): boolean {
  return SHAPE[name].safeParse(value).success && (name !== 'arrivedAtMs' || isMoment(value));
}

/** A text that is meant as a number, and the other way round. */
function meantBy(name: Name, value: unknown): unknown {
  return [numberOf(value), typeof value === 'string' ? null : textOf(value)].find(
    (meant) => meant !== null && fits(name, meant),
  );
}

/** A list without the items that do not fit; undefined for what is no list. */
function withoutUnfit(name: Name, value: unknown, note: NotePart): unknown {
  const schema = SHAPE[name];
  if (!(schema instanceof z.ZodArray) || !Array.isArray(value)) return undefined;
  return value.flatMap((item: unknown) => {
    if (schema.element.safeParse(item).success) return [item];
    const header = name === 'requestHeaders' || name === 'responseHeaders' ? headerOf(item) : null;
    if (header !== null) return [[header.name, header.value]];
    note('left-out', name);
    return [];
  });
}
