import type { ReactNode } from 'react';
import { useStrings } from '../strings/use-strings.ts';
import { byPlace } from './by-place.ts';
import styles from './code-block.module.css';
import { CopyButton } from './copy-button.tsx';
import { HostileText } from './hostile-text.tsx';

export interface CodeBlockProps {
  readonly title: ReactNode;
  readonly text: string;
}

/** Text as it is, with a title and a way to copy it. Lines of the text stay lines; hidden characters are marked. */
export function CodeBlock({ title, text }: CodeBlockProps) {
  const t = useStrings().common;
  return (
    <div className={styles.block}>
      <div className={styles.head}>
        {title}
        <CopyButton text={text} label={t.copy} />
      </div>
      <pre className={styles.text}>
        {byPlace(text.split('\n')).map(({ key, item: line }) => (
          <span key={key} className={styles.line}>
            <HostileText text={line} />
          </span>
        ))}
      </pre>
    </div>
  );
}
