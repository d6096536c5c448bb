import { useSingleKeys } from '../commands/use-single-keys.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Segmented } from '../ui/segmented.tsx';
import styles from './key-sheet.module.css';

/** Switches keys without a modifier off, for users of speech input or users who press keys by accident. */
export function SingleKeysSwitch() {
  const t = useStrings().commands;
  const { areOn, setOn } = useSingleKeys();
  return (
    <div className={styles.switch}>
      <div>
        <p className={styles.switchName}>{t.singleKeys}</p>
        <p className={styles.switchWhy}>{t.singleKeysWhy}</p>
      </div>
      <Segmented
        label={t.singleKeys}
        value={areOn ? 'on' : 'off'}
        options={[
          { value: 'on', label: t.on },
          { value: 'off', label: t.off },
        ]}
        onChange={(value) => setOn(value === 'on')}
      />
    </div>
  );
}
