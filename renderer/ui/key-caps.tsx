import styles from './key-caps.module.css';

/** Keys of a keyboard as it has them, to be pressed together. */
export function KeyCaps({ caps }: { caps: readonly string[] }) {
  return (
    <kbd className={styles.keys}>
      {caps.map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </kbd>
  );
}
