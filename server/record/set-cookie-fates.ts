import { CookieJar } from '../contract/http/jar/cookie-jar.ts';
import type { SetCookieOutcome } from '../contract/http/jar/outcomes.ts';
import type { CookieRequest } from '../contract/http/jar/request-context.ts';
import type { SetCookieFate } from '../contract/set-cookie-fate.ts';

export interface ReceivingClient {
  readonly request: CookieRequest;
  /** What the client holds before the response, to be read only; null if that is not known: an empty jar then. */
  readonly jar: CookieJar | null;
  readonly atMs: number;
  readonly recordId: number;
}

/**
 * What a browser refuses or cuts of the Set-Cookie lines of one response; empty if it takes all as they are. Never
 * throws.
 */
export function setCookieFatesOf(
  lines: readonly string[],
  { request, jar, atMs, recordId }: ReceivingClient,
): SetCookieFate[] {
  const copy = jar?.copy() ?? new CookieJar({ browser: 'chromium' });
  const context = copy.contextOf(request);
  if (context === null) return [];
  return lines.flatMap((line) => fateOf(copy.receive(line, context, atMs, recordId), recordId) ?? []);
}

/** Null for a line that was taken as it is. `recordId` is the row whose line it was. */
export function fateOf({ fate, ignored }: SetCookieOutcome, recordId: number): SetCookieFate | null {
  const { name } = fate.cookie;
  if (fate.kind === 'refused') {
    const [first] = fate.refusals;
    const decidedBy = 'setBy' in first ? first.setBy : recordId;
    return { name, fate: 'refused', why: first.code, rule: fate.rule, decidedBy, refusals: [...fate.refusals] };
  }
  if (!ignored.some(({ why }) => why === 'capped')) return null;
  return { name, fate: 'cut', why: 'capped', rule: 'RFC 6265bis §5.5', decidedBy: recordId, refusals: [] };
}
