import type { Decoding } from '../../../server/contract/workbench.ts';
import { changeBench } from '../../navigation/bench.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { Button } from '../../ui/button.tsx';
import { byPlace } from '../../ui/by-place.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './cookies-view.module.css';

/** The other cookies of the header that was pasted, each a press away. */
export function OtherCookies({ others }: { others: Decoding['others'] }) {
  const t = useCookieStrings();
  if (others.length === 0) return null;
  return (
    <fieldset className={styles.row} aria-label={t.others}>
      <span className={styles.label} aria-hidden="true">
        {t.others}
      </span>
      {byPlace(others).map(({ key, item: { name, format } }) => (
        <Button key={key} isUnavailable={name === null} onClick={() => changeBench({ name, format: null })}>
          <HostileText text={name ?? t.unnamed} />
          {format !== null && <span className={styles.small}>{t.format[format]}</span>}
        </Button>
      ))}
    </fieldset>
  );
}
