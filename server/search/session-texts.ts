import type { Json } from '../contract/json.ts';
import { KEY_END } from './fields.ts';
import { withoutNul } from './fold.ts';

/**
 * Sessions of more values than this are searched as one text; who looks for a key of them finds the first ones only.
 */
const maxValues = 500;

/** The keys of session data (nested ones with dots) and a text for each value that is no container: `KEY NUL VALUE`. */
export interface SessionTexts {
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

/** Walks without recursion: a session may be a thousand levels deep. */
export function sessionTexts(data: Json): SessionTexts {
  const keys: string[] = [];
  const values: string[] = [];
  const waiting: [string, Json][] = entriesOf('', data);
  while (waiting.length > 0) {
    const [path, value] = waiting.pop() as [string, Json];
    keys.push(path);
    const inner = typeof value === 'object' && value !== null ? entriesOf(`${path}.`, value) : null;
    if (inner === null || inner.length === 0) values.push(`${path}${KEY_END}${textOf(value)}`);
    else for (const entry of inner) waiting.push(entry);
    if (values.length < maxValues) continue;
    values.push(JSON.stringify(data));
    break;
  }
  return { keys, values };
}

function entriesOf(prefix: string, value: Json): [string, Json][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, inner]): [string, Json] => [`${prefix}${withoutNul(key)}`, inner]);
}

/** Text as it is, without quotes or escapes: so that it is found as it reads. Everything else as JSON. */
function textOf(value: Json): string {
  return typeof value === 'string' ? withoutNul(value) : JSON.stringify(value);
}
