import type { HeaderList } from '../../../../server/contract/log-entry.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { byPlace } from '../../../ui/by-place.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { HostileText } from '../../../ui/hostile-text.tsx';
import styles from './headers-tab.module.css';

export interface HeaderBlockProps {
  readonly title: string;
  /** The request line, or the status line. */
  readonly firstLine: string;
  readonly headers: HeaderList;
  readonly copyLabel: string;
  readonly isWrapped: boolean;
  readonly foot?: string;
}

const COOKIE_HEADERS = new Set(['cookie', 'set-cookie']);

/** The head of one message, and a way to copy it as it was. */
export function HeaderBlock({ title, firstLine, headers, copyLabel, isWrapped, foot }: HeaderBlockProps) {
  const t = useStrings().details;
  const text = [firstLine, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n');
  return (
    <section className={styles.block} aria-label={title}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <span className={styles.first}>
          <HostileText text={firstLine} />
        </span>
        <CopyButton text={text} label={copyLabel} />
      </div>
      {headers.length === 0 && <p className={styles.none}>{t.noHeaders}</p>}
      <dl className={styles.list} data-wrap={isWrapped || undefined}>
        {byPlace(headers).map(({ key, item: [name, value] }) => (
          <div key={key} className={styles.line} data-cookie={COOKIE_HEADERS.has(name.toLowerCase()) || undefined}>
            <dt>
              <HostileText text={name} />
            </dt>
            <dd>
              <HostileText text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {foot !== undefined && <p className={styles.foot}>{foot}</p>}
    </section>
  );
}
