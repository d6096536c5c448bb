import { z } from 'zod';
import { type RequestRecord, requestRecordSchema } from '../contract/log-entry.ts';
import { type EmptyRequest, emptyRequest } from '../record/empty-request.ts';
import { headerOf } from './har-pairs.ts';
import { type NotePart, numberOf, textOf } from './loose-members.ts';
import { isMoment } from './moment.ts';

type Name = keyof RequestRecord;
type Members = Readonly<Record<string, unknown>>;

/** Without these members a record has no place in the log. */
const NEEDED: readonly Name[] = ['kind', 'id'];
const SHAPE = requestRecordSchema.shape;

/**
 * Repairs a request record in which some members do not match the contract: a text is read as a number, a number as a
 * text, a list without its invalid items, and every other member as unknown. `lastAtMs` is the time for a record
 * without a valid one. Each repair is reported to `note`. Null if the record has too little to be shown.
 */
export function mendedRequest(value: Members, lastAtMs: number, note: NotePart): unknown {
  if (!NEEDED.every((name) => fits(name, value[name]))) return null;
  // A request is recognised by its address or its headers.
  if (!fits('url', value.url) && !fits('requestHeaders', value.requestHeaders)) return null;
  const mended: Record<string, unknown> = { ...value };
  const unknown = emptyRequest();
  for (const name of Object.keys(SHAPE) as Name[]) {
    if (fits(name, value[name])) continue;
    mended[name] = meantBy(name, value[name]) ?? withoutUnfit(name, value[name], note);
    if (mended[name] !== undefined) continue;
    note('unknown', name);
    if (name === 'arrivedAtMs') Object.assign(mended, { arrivedAtMs: lastAtMs, isTimeUnknown: true });
    else if (name in unknown) mended[name] = unknown[name as keyof EmptyRequest];
    else delete mended[name];
  }
  return mended;
}

function fits(name: Name, value: unknown): boolean {
  return SHAPE[name].safeParse(value).success && (name !== 'arrivedAtMs' || isMoment(value));
}

/** The value of a text that contains a number, or of a number where a text is expected. */
function meantBy(name: Name, value: unknown): unknown {
  return [numberOf(value), typeof value === 'string' ? null : textOf(value)].find(
    (meant) => meant !== null && fits(name, meant),
  );
}

/** The list without its invalid items; undefined if the value is not a list. */
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
