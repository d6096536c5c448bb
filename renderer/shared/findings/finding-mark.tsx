import { TriangleAlert } from 'lucide-react';
import type { Finding } from '../../../server/contract/finding.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './finding-mark.module.css';

/** The sign in the row of a request that has findings. */
export function FindingMark({ findings }: { findings: readonly Finding[] }) {
  const t = useStrings().findings;
  if (findings.length === 0) return null;
  const text = t.mark(findings.map(({ kind }) => t.titles[kind]));
  return (
    <Tooltip text={text}>
      <span className={styles.mark}>
        <TriangleAlert size={13} />
        <VisuallyHidden>{text}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
