import { Pencil, Shuffle } from 'lucide-react';
import { useState } from 'react';
import type { Decoding } from '../../../server/contract/workbench.ts';
import type { Bench } from '../../navigation/bench.ts';
import { PayloadLines } from '../../shared/cookie/payload-lines.tsx';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { Button } from '../../ui/button.tsx';
import styles from './cookies-view.module.css';
import { EditForm } from './edit-form.tsx';

export interface SaysCardProps {
  readonly decoding: Decoding;
  readonly bench: Bench;
  readonly isFlipping: boolean;
  readonly onFlip: () => void;
}

/** The content of the cookie, and two ways to tamper with it: with a secret, and without. */
export function SaysCard({ decoding, bench, isFlipping, onFlip }: SaysCardProps) {
  const t = useCookieStrings();
  const [isEditing, setIsEditing] = useState(false);
  const { decoded } = decoding;
  const isEncrypted = decoded.segments.some((segment) => segment.role === 'ciphertext');
  const isId = decoded.segments.some((segment) => segment.role === 'sid');
  const isUnproved = decoded.payload !== null && decoded.signatureMatches !== true && decoded.reason !== 'opaque';
  const canEdit = decoded.format !== null && decoded.payload !== null && decoded.reason !== 'opaque';
  return (
    <section className={styles.card} aria-label={t.says}>
      <div className={styles.head}>
        <h3>{t.says}</h3>
      </div>
      {decoded.payload === null ? (
        <p className={styles.muted}>{isEncrypted ? t.saysEncrypted : t.saysNothing}</p>
      ) : (
        <PayloadLines value={decoded.payload} />
      )}
      {isId && <p className={styles.small}>{t.saysId}</p>}
      {isUnproved && <p className={styles.small}>{t.notProved}</p>}
      {decoded.header !== null && (
        <>
          <h4 className={styles.label}>{t.saysHeader}</h4>
          <PayloadLines value={decoded.header} />
        </>
      )}
      <div className={styles.tools}>
        {canEdit && (
          <Button aria-expanded={isEditing} onClick={() => setIsEditing(!isEditing)}>
            <Pencil size={14} />
            {t.edit}
          </Button>
        )}
        {decoded.rawValue !== '' && (
          <Button aria-expanded={isFlipping} onClick={onFlip}>
            <Shuffle size={14} />
            {t.changeOne}
          </Button>
        )}
      </div>
      {isEditing && canEdit && <EditForm decoding={decoding} bench={bench} onClose={() => setIsEditing(false)} />}
    </section>
  );
}
