import type { Json } from '../contract/json.ts';
import { KEY_END } from './fields.ts';
import { withoutNul } from './fold.ts';

/** Sessions with more values are searched as one text. A search for a key then covers only the first keys. */
const maxValues = 500;

/**
 * The keys of session data (nested keys with dots), and a text `KEY NUL VALUE` for each value that is neither an object
 * nor a list.
 */
export interface SessionTexts {
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

/** Walks without recursion, because a session may be a thousand levels deep. */
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

/**
 * A string stays as it is, without quotes or escapes, so that users find it as they read it. Other values become JSON.
 */
function textOf(value: Json): string {
  return typeof value === 'string' ? withoutNul(value) : JSON.stringify(value);
}
