import type { Json } from '../../../contract/json.ts';
import type { SessionOperation, StoreOperation } from '../../../contract/log-entry.ts';

/** Which of the optional members follow. */
const hasKey = 1;
const hasBefore = 2;
const hasAfter = 4;
/** For a read: the value after it equals the value before it. */
const isSame = 8;

const storeOps: readonly StoreOperation['op'][] = ['get', 'set', 'touch', 'destroy'];
const phases: readonly StoreOperation['phase'][] = ['load', 'handler', 'end'];
const outcomes: readonly StoreOperation['outcome'][] = ['ok', 'not-found', 'failed'];
const hasStatement = 1;
const hasError = 2;
const hasVersion = 4;
const hasReplaced = 8;
const isInRedis = 16;
const isInPostgres = 32;

/** `[atMs, op, flags, key?, before?, after?]` */
export type PackedOperation = [number, SessionOperation['op'], number, ...Json[]];
/**
 * `[atMs, op, phase, sid, durationMs, outcome, flags, microseconds?, changes?, version?, replacedVersion?, keys?,
 * error?]`
 */
export type PackedStoreOperation = (number | string | null | string[])[];

export function packOperation({ atMs, op, key, before, after }: SessionOperation): PackedOperation {
  let flags = 0;
  const packed: PackedOperation = [atMs, op, 0];
  if (key !== undefined) {
    flags |= hasKey;
    packed.push(key);
  }
  if (before !== undefined) {
    flags |= hasBefore;
    packed.push(before);
  }
  if (after !== undefined) {
    flags |= hasAfter;
    if (after === before) flags |= isSame;
    else packed.push(after);
  }
  packed[2] = flags;
  return packed;
}

export function unpackOperation([atMs, op, flags, ...rest]: PackedOperation): SessionOperation {
  const operation: SessionOperation = { atMs, op };
  let next = 0;
  if (flags & hasKey) operation.key = rest[next++] as string;
  if (flags & hasBefore) operation.before = rest[next++] as Json;
  if (flags & hasAfter) operation.after = flags & isSame ? (operation.before as Json) : (rest[next] as Json);
  return operation;
}

/** `sidNumber` gives each sid of an entry its number. */
export function packStoreOperation(call: StoreOperation, sidNumber: (sid: string) => number): PackedStoreOperation {
  const { statement, version, replaced, error } = call;
  const flags =
    (statement === undefined ? 0 : hasStatement) |
    (error === undefined ? 0 : hasError) |
    (version === undefined ? 0 : hasVersion) |
    (replaced === undefined ? 0 : hasReplaced) |
    (call.store === 'redis' ? isInRedis : call.store === 'postgres' ? isInPostgres : 0);
  const packed: PackedStoreOperation = [
    call.atMs,
    storeOps.indexOf(call.op),
    phases.indexOf(call.phase),
    sidNumber(call.sid),
    call.durationMs,
    outcomes.indexOf(call.outcome),
    flags,
  ];
  if (statement !== undefined) packed.push(statement.microseconds, statement.changes);
  if (version !== undefined) packed.push(version);
  if (replaced !== undefined) packed.push(replaced.version, replaced.keys);
  if (error !== undefined) packed.push(error);
  return packed;
}

export function unpackStoreOperation(packed: PackedStoreOperation, sids: readonly string[]): StoreOperation {
  const [atMs, op, phase, sid, durationMs, outcome, flags, ...rest] = packed as number[];
  const call: StoreOperation = {
    atMs: atMs as number,
    op: storeOps[op as number] as StoreOperation['op'],
    phase: phases[phase as number] as StoreOperation['phase'],
    sid: sids[sid as number] as string,
    durationMs: durationMs as number,
    outcome: outcomes[outcome as number] as StoreOperation['outcome'],
  };
  if ((flags as number) & isInRedis) call.store = 'redis';
  if ((flags as number) & isInPostgres) call.store = 'postgres';
  const details = rest as PackedStoreOperation;
  let next = 0;
  if ((flags as number) & hasError) call.error = details[details.length - 1] as string;
  if ((flags as number) & hasStatement) {
    call.statement = { microseconds: details[next++] as number, changes: details[next++] as number | null };
  }
  if ((flags as number) & hasVersion) call.version = details[next++] as number;
  if ((flags as number) & hasReplaced) {
    call.replaced = { version: details[next++] as number, keys: details[next++] as string[] | null };
  }
  return call;
}
