import type { SetCookieOutcome } from '../contract/http/jar/outcomes.ts';
import type { SetCookieFate } from '../contract/set-cookie-fate.ts';

/**
 * How a browser refused or cut one Set-Cookie line. Null if the browser stores it unchanged. `recordId` is the id of
 * the record with the line.
 */
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
