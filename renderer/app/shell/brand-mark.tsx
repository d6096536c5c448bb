import styles from './brand-mark.module.css';

/** The product's sign: a lens with a plus. */
export function BrandMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" className={styles.mark}>
      <circle cx="10.5" cy="10.5" r="7" />
      <path d="m16 16 5 5" />
      <path d="M7.5 10.5h6M10.5 7.5v6" />
    </svg>
  );
}
