import type { RequestRecord, StoreOperation } from '../../server/contract/log-entry.ts';

/** A call of the store, and whether this request made the same call before. */
export interface StoreCall {
  readonly call: StoreOperation;
  readonly isRepeated: boolean;
}

/** The calls of a request in their order; a repeated call has the same operation and session. */
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

/** SQL without the common indentation of its source. */
export function dedent(sql: string): string {
  const lines = sql.replace(/^\s*\n|\s+$/g, '').split('\n');
  const margins = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const margin = Math.min(...margins);
  return lines.map((line) => line.slice(Math.min(margin, line.length - line.trimStart().length))).join('\n');
}
