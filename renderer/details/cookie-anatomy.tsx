import { Fragment, useState } from 'react';
import { type CookieSegment, cookieSegments } from '../model/cookie-segments.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Button } from '../ui/button.tsx';
import { byPlace } from '../ui/by-place.ts';
import { HostileText } from '../ui/hostile-text.tsx';
import styles from './cookie-anatomy.module.css';

/** `sent`: percent-encoded as in the header. `decoded`: as the server reads it. */
export type CookieForm = 'sent' | 'decoded';

export interface CookieAnatomyProps {
  readonly name: string;
  readonly rawValue: string;
  readonly form: CookieForm;
}

/** A longer value is folded, so that what is said about it stays in sight. */
const LONG_VALUE = 600;

type PartKind = 'name' | CookieSegment['kind'];

/** A session cookie in its parts, each in its colour and with what it is for. Pointing at a word shows its part. */
export function CookieAnatomy({ name, rawValue, form }: CookieAnatomyProps) {
  const t = useStrings().details;
  const [hot, setHot] = useState<PartKind | null>(null);
  const [isWhole, setIsWhole] = useState(false);
  const isLong = rawValue.length > LONG_VALUE;
  const segments = cookieSegments(rawValue);
  const kinds = ['name' as const, ...segments.map((segment) => segment.kind)].filter(
    (kind, index, all) => kind !== 'dot' && all.indexOf(kind) === index,
  );
  return (
    <>
      <p className={styles.cookie} data-cut={(isLong && !isWhole) || undefined}>
        <i className={styles.part} data-kind="name" data-hot={hot === 'name' || undefined}>
          <HostileText text={name} />
        </i>
        =
        {byPlace(segments).map(({ key, item: segment }) => (
          <i
            key={key}
            className={styles.part}
            data-kind={segment.kind}
            data-hot={hot === segment.kind || undefined}
            onPointerEnter={() => setHot(segment.kind)}
            onPointerLeave={() => setHot(null)}
          >
            <HostileText text={form === 'sent' ? segment.raw : segment.decoded} />
          </i>
        ))}
      </p>
      {isLong && (
        <Button look="quiet" className={styles.more} aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? t.cookieShort : t.cookieWhole(rawValue.length)}
        </Button>
      )}
      <dl className={styles.legend}>
        {kinds.map((kind) => (
          <Fragment key={kind}>
            <dt className={styles.term} onPointerEnter={() => setHot(kind)} onPointerLeave={() => setHot(null)}>
              <span className={styles.swatch} data-kind={kind} aria-hidden="true" />
              {t.segment[kind]}
            </dt>
            <dd className={styles.why}>{t.segmentWhy[kind]}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}
