import type { Decoding } from '../../../server/contract/workbench.ts';
import type { CookiePart } from '../../model/cookie-parts.ts';
import { carriedSignature } from '../../shared/cookie/carried-signature.ts';
import type { Pointed } from '../../shared/cookie/coloured-cookie.tsx';
import { StepList } from '../../shared/cookie/step-list.tsx';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { signedBy } from './cookie-verdict.ts';
import styles from './cookies-view.module.css';

export interface MadeCardProps {
  readonly decoding: Decoding;
  readonly parts: readonly CookiePart[];
  readonly hot: Pointed;
}

/** How the signature of the cookie comes about, with the real values of the secret that fits, or of the first one. */
export function MadeCard({ decoding, parts, hot }: MadeCardProps) {
  const t = useCookieStrings();
  const { decoded, givenSecrets } = decoding;
  const by = signedBy(decoded, givenSecrets);
  const hasSignature = parts.some((part) => part.role === 'signature' || part.role === 'tag');
  return (
    <section className={styles.card} aria-label={t.made}>
      <div className={styles.head}>
        <h3>{t.made}</h3>
      </div>
      {decoded.derivation.length === 0 ? (
        <p className={styles.muted}>
          {hasSignature || decoded.reason === 'signature-missing' ? t.madeNothing : t.madeNoSignature}
        </p>
      ) : (
        <>
          <StepList steps={decoded.derivation} carried={carriedSignature(decoded)} hot={hot} />
          <p className={styles.small}>{by === null ? t.madeForFirst : t.madeFor(by)}</p>
        </>
      )}
    </section>
  );
}
