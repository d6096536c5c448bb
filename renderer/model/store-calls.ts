import type { RequestRecord, StoreOperation } from '../../server/contract/log-entry.ts';

/** A call of the store, and whether the same was asked before in this request. */
export interface StoreCall {
  readonly call: StoreOperation;
  readonly isRepeated: boolean;
}

/**
 * The calls of a request in the order in which they were asked; a repeated one is the same call for the same session.
 */
export function storeCalls({ storeOperations }: Pick<RequestRecord, 'storeOperations'>): StoreCall[] {
  const seen = new Set<string>();
  return [...storeOperations]
    .sort((a, b) => a.atMs - b.atMs)
    .map((call) => {
      const name = `${call.op} ${call.sid}`;
      const isRepeated = seen.has(name);
      seen.add(name);
      return { call, isRepeated };
    });
}

/** SQL without the indentation of the source it stood in: its lines, the common margin taken off. */
export function dedent(sql: string): string {
  const lines = sql.replace(/^\s*\n|\s+$/g, '').split('\n');
  const margins = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const margin = Math.min(...margins);
  return lines.map((line) => line.slice(Math.min(margin, line.length - line.trimStart().length))).join('\n');
}
