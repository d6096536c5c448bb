import type { KnownValues } from '../../server/contract/filter/complete.ts';
import type { Json } from '../../server/contract/json.ts';
import type { InspectorState } from '../data/inspector-state.ts';

/** The number of newest entries and sessions that are searched for suggestions. */
const MAX_ENTRIES = 500;
const MAX_SESSIONS = 100;
const MAX_KEYS_DEEP = 3;
const MAX_VALUES = 100;

/** The possible values for a filter from the memory of the window, the newest first. */
export function knownValues({ actors, log, sessions, site }: InspectorState): KnownValues {
  const actor = new Set(actors.map(({ name }) => name));
  const sid = new Set(sessions.slice(0, MAX_SESSIONS).map((session) => session.sid));
  const keys = new Set<string>();
  const method = new Set<string>();
  const cookieName = new Set(Object.values(site?.cookieNames ?? {}));
  const header = new Set<string>();
  for (const session of sessions.slice(0, MAX_SESSIONS)) addKeys(keys, '', session.data, MAX_KEYS_DEEP);
  for (const entry of log.entries.slice(-MAX_ENTRIES).reverse()) {
    if (entry.kind !== 'request') continue;
    actor.add(entry.actor.name);
    if (entry.method !== null) method.add(entry.method);
    for (const known of [entry.sidAfter, entry.sidBefore]) if (known !== null) sid.add(known);
    for (const { name } of entry.receivedCookies) if (name !== '') cookieName.add(name);
    for (const [name] of entry.responseHeaders) header.add(name.toLowerCase());
    addKeys(keys, '', entry.sessionAfter ?? entry.sessionBefore, MAX_KEYS_DEEP);
  }
  return {
    actor: first(actor),
    sid: first(sid),
    session: first(keys),
    method: first(method),
    'cookie-name': first(cookieName),
    'set-cookie-name': first(cookieName),
    'has-response-header': first(header),
  };
}

function addKeys(keys: Set<string>, prefix: string, value: Json | null, depth: number): void {
  if (typeof value !== 'object' || value === null || depth === 0 || keys.size >= MAX_VALUES) return;
  for (const [key, inner] of Object.entries(value)) {
    keys.add(`${prefix}${key}`);
    addKeys(keys, `${prefix}${key}.`, inner, depth - 1);
  }
}

function first(values: ReadonlySet<string>): string[] {
  return [...values].slice(0, MAX_VALUES);
}
