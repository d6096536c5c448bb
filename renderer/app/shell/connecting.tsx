import { useStrings } from '../../strings/use-strings.ts';
import { BrandMark } from './brand-mark.tsx';
import styles from './connecting.module.css';

/** In the place of the view, if the first data takes longer than a moment. */
export function Connecting() {
  const t = useStrings().shell;
  return (
    <output className={styles.connecting}>
      <BrandMark />
      {t.connectingTitle}
    </output>
  );
}
