import { readEntry, type StoredEntry } from './log/stored-entry.ts';
import { readSession, type SessionTexts } from './sessions/session-row.ts';

/** Whether a row of a table can be read, by the same functions that read it in use. */
export function isReadableRow(table: string, row: Readonly<Record<string, unknown>>): boolean {
  switch (table) {
    case 'sessions':
      return readSession(row as unknown as SessionTexts).unreadable.length === 0;
    case 'actor_jars':
      return isJson(row.jar_json);
    case 'log':
      return isEntry(row.id, row.kind, row.at_ms, row.entry_json);
    case 'pins':
      return isEntry(row.id, 'request', row.pinned_at_ms, row.entry_json);
    default:
      return true;
  }
}

function isEntry(id: unknown, kind: unknown, atMs: unknown, json: unknown): boolean {
  return readEntry({ id, kind, atMs, json } as StoredEntry).kind !== 'unreadable';
}

function isJson(text: unknown): boolean {
  try {
    JSON.parse(String(text));
    return true;
  } catch {
    return false;
  }
}
