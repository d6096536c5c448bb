import type { CookieRefusal } from '../cookie-refusal.ts';
import type { BrowserRules } from './browser-rules.ts';
import { ruleOfWithholding } from './judge-retrieval.ts';
import type { CookieFate, Withholding } from './outcomes.ts';
import { REFUSAL_ORDER, ruleOfCode, ruleOfRefusal } from './rule-of-refusal.ts';

/** One condition that a browser checks. `decides`: the first that is not met; those after it are not reached. */
export interface JarStep<Code extends string = StorageCode | RetrievalCode> {
  readonly code: Code;
  /** The citation of the condition, the same in every language. */
  readonly rule: string;
  readonly state: 'met' | 'decides' | 'not-reached';
}

export type StorageCode = CookieRefusal['code'];
/** Without the condition on scripts: a request is never one. */
export type RetrievalCode = Exclude<Withholding, 'http-only'> | 'expired';

/** The conditions for storing a cookie in the order in which this browser checks them, with the one that decided. */
export function storageSteps(fate: CookieFate, rules: BrowserRules): JarStep<StorageCode>[] {
  const refusal = fate.kind === 'refused' ? fate.refusals[0] : null;
  const codes = REFUSAL_ORDER.filter((code) => !SCRIPTS_ONLY.has(code) && isChecked(code, rules));
  return stepsUntil(codes, refusal?.code ?? null, (code) =>
    refusal?.code === code ? ruleOfRefusal(refusal) : ruleOfCode(code),
  );
}

/** The same for sending a stored cookie with a request. `why` is null if the cookie is sent. */
export function retrievalSteps(why: RetrievalCode | null, rules: BrowserRules): JarStep<RetrievalCode>[] {
  const codes = RETRIEVAL_ORDER.filter((code) => code !== 'partitioned' || rules.partitioned);
  return stepsUntil(codes, why, (code) => (code === 'expired' ? EXPIRY_RULE : ruleOfWithholding(code)));
}

/** The citation of the step that removes expired cookies. */
export const EXPIRY_RULE = 'RFC 6265bis §5.7 step 5';

/** Conditions on scripts: a response is never one. */
const SCRIPTS_ONLY: ReadonlySet<StorageCode> = new Set(['http-only-from-script', 'http-only-in-the-way']);

/** In the order of `withholding`. */
const RETRIEVAL_ORDER: readonly RetrievalCode[] = [
  'expired',
  'other-host',
  'path',
  'secure',
  'partitioned',
  'same-site',
];

function isChecked(code: StorageCode, rules: BrowserRules): boolean {
  switch (code) {
    case 'tab':
      return rules.tab === 'refused';
    case 'nameless-equals':
      return rules.namelessEquals === 'refused';
    case 'none-not-secure':
      return rules.noneNeedsSecure;
    case 'partitioned-not-secure':
      return rules.partitioned;
    default:
      return true;
  }
}

function stepsUntil<Code extends string>(
  codes: readonly Code[],
  deciding: Code | null,
  ruleOf: (code: Code) => string,
): JarStep<Code>[] {
  const at = deciding === null ? codes.length : codes.indexOf(deciding);
  return codes.map((code, index) => ({
    code,
    rule: ruleOf(code),
    state: index < at ? 'met' : index === at ? 'decides' : 'not-reached',
  }));
}
