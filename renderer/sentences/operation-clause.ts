import type { Json } from '../../server/contract/json.ts';
import type { RequestRecord, SessionOperation } from '../../server/contract/log-entry.ts';
import { jsonEqual } from '../model/json-equal.ts';
import { jsonText } from '../model/json-text.ts';
import { shortSid } from '../model/short-sid.ts';
import type { Strings } from '../strings/en.ts';
import type { Clause } from '../strings/text/phrase.ts';

type Words = Strings['happened'];

const MAX_VALUE_LENGTH = 60;

/**
 * One use of the session in a few words: `+Username`, `−Username`, `~Username = "Bob"` (set), `Username → "Admin"`
 * (got), `3fA9…kQ → 9Zt1…0b`.
 */
export function operationClause(operation: SessionOperation, record: RequestRecord, t: Words): Clause {
  const key = operation.key ?? '';
  switch (operation.op) {
    case 'set':
      return setClause(key, operation, t);
    case 'get':
      return getClause(key, operation.after ?? operation.before, t);
    case 'pop':
      if (operation.before !== undefined) return [{ style: 'removed', text: `−${key}` }];
      return [
        { style: 'code', text: key },
        { style: 'muted', text: t.wasNotThere },
      ];
    case 'list':
      return [{ style: 'plain', text: keysText(keyCount(record.sessionBefore), t) }];
    case 'clear':
      return [{ style: 'removed', text: `−${keysText(keyCount(record.sessionBefore), t)}` }];
    case 'regenerate':
      // A session in the cookie has no id, so the id cannot change.
      if (record.engine === 'client-side') return [{ style: 'plain', text: t.signedAgain }];
      return [{ style: 'code', text: [record.sidBefore, record.sidAfter].map(sidText).join(' → ') }];
    case 'destroy':
      return [{ style: 'plain', text: destroyText(record, t) }];
  }
}

/** JSON on one line, cut where a row would end anyway; the details show it whole. */
export function valueText(value: Json): string {
  const text = jsonText(value);
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}

function setClause(key: string, { before, after }: SessionOperation, t: Words): Clause {
  if (before === undefined) return [{ style: 'added', text: `+${key}` }];
  if (jsonEqual(before, after)) {
    return [
      { style: 'code', text: key },
      { style: 'plain', text: t.sameValue },
    ];
  }
  const values = after === undefined ? '' : ` = ${valueText(after)}`;
  return [{ style: 'changed', text: `~${key}${values}` }];
}

function getClause(key: string, value: Json | undefined, t: Words): Clause {
  if (value !== undefined) return [{ style: 'code', text: `${key} → ${valueText(value)}` }];
  return [
    { style: 'code', text: key },
    { style: 'muted', text: t.notSet },
  ];
}

function destroyText(record: RequestRecord, t: Words): string {
  const lost = keyCount(record.sessionBefore);
  return lost === 0 ? t.noKeys : t.keysLost(lost);
}

function keysText(n: number, t: Words): string {
  return n === 0 ? t.noKeys : t.keys(n);
}

function keyCount(data: RequestRecord['sessionBefore']): number {
  return data === null ? 0 : Object.keys(data).length;
}

function sidText(sid: string | null): string {
  return sid === null ? '∅' : shortSid(sid);
}
