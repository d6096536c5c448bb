import styles from './workspace-mark.module.css';

const APP_COLOURS = 5;

/**
 * The colour of a workspace. `place` is the index of a watched app in the list. The name next to the colour identifies
 * the workspace.
 */
export function WorkspaceMark({ place }: { place: number | 'tutorial' | 'file' }) {
  const colour = typeof place === 'number' ? String((place % APP_COLOURS) + 1) : place;
  return <i aria-hidden="true" className={styles.mark} data-colour={colour} />;
}
