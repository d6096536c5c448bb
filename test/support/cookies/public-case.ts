import type { CookieCase } from './cookie-case.ts';

/** A case of a public suite. */
export interface PublicCase extends CookieCase {
  /** What the suite expects to be sent with the last step. */
  readonly sent: string;
  /** Why the specification of today has another outcome, with its source; null if it agrees. */
  readonly differs: string | null;
}
