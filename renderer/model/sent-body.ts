import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { headerValues } from './header-values.ts';

/**
 * The known facts on the body of a request. The log does not contain bodies. `rebuilt`: the value that the site's own
 * route set is in the log, and its JSON has exactly as many bytes as the body. `unknown`: there was a body, but its
 * content is not stored; `bytes` is null for a chunked body.
 */
export type SentBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'rebuilt'; readonly text: string }
  | { readonly kind: 'unknown'; readonly bytes: number | null };

const SET_ROUTE = '/session/keys/';

export function sentBody(record: RequestRecord): SentBody {
  if (headerValues(record.requestHeaders, 'transfer-encoding').length > 0) return { kind: 'unknown', bytes: null };
  const bytes = Number(headerValues(record.requestHeaders, 'content-length')[0] ?? 0);
  if (!(bytes > 0)) return { kind: 'none' };
  const text = valueSet(record);
  const isSame = text !== null && new TextEncoder().encode(text).byteLength === bytes;
  return isSame ? { kind: 'rebuilt', text } : { kind: 'unknown', bytes };
}

/** The JSON of the one value that the route for setting keys read from its body. */
function valueSet({ method, url, operations }: RequestRecord): string | null {
  const sets = operations.filter(({ op }) => op === 'set');
  const value = sets[0]?.after;
  return method === 'POST' && url.startsWith(SET_ROUTE) && sets.length === 1 && value !== undefined
    ? JSON.stringify(value)
    : null;
}
