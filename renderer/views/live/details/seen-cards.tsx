import { Microscope } from 'lucide-react';
import type { ReactNode } from 'react';
import { absoluteUrlOf, headerLookup } from '../../../../server/contract/http/absolute-url.ts';
import { parseSetCookie } from '../../../../server/contract/http/parse-set-cookie.ts';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { deletesCookie } from '../../../model/cookie-deletion.ts';
import { askAbout } from '../../../navigation/ask-about.ts';
import { openInCookies } from '../../../navigation/open-in-cookies.ts';
import { AttributeTable } from '../../../shared/cookie/attribute-table.tsx';
import { useCookieStrings } from '../../../strings/use-cookie-strings.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { HostileText } from '../../../ui/hostile-text.tsx';
import styles from './cookie-tab.module.css';
import { VerdictLine } from './verdict-line.tsx';

/**
 * The session cookies of a request in a file that does not describe the server. They may be of any framework, so the
 * workbench decodes them.
 */
export function SeenCards({ record }: { record: RequestRecord }) {
  const { details: t, happened } = useStrings();
  const cookies = useCookieStrings();
  const { cookieName, cookieValue, setCookie, arrivedAtMs } = record;
  const came = cookieValue === null ? null : `${cookieName}=${cookieValue}`;
  return (
    <>
      <SeenCard title={t.came} text={came} record={record}>
        {came === null ? <p className={styles.muted}>{happened.seen.none}</p> : <VerdictLine record={record} />}
      </SeenCard>
      {setCookie !== null && (
        <SeenCard
          title={cookies.setTitle[deletesCookie(setCookie, arrivedAtMs) ? 'deleted' : 'sent']}
          text={setCookie}
          record={record}
        >
          <AttributeTable
            cookie={parseSetCookie(setCookie)}
            atMs={arrivedAtMs}
            charset="latin1"
            onAsk={(attribute) =>
              askAbout(
                { line: setCookie, url: absoluteUrlOf(record.url, headerLookup(record.requestHeaders)), attribute },
                record.id,
              )
            }
          />
        </SeenCard>
      )}
    </>
  );
}

interface SeenCardProps {
  readonly title: string;
  readonly text: string | null;
  readonly record: RequestRecord;
  readonly children: ReactNode;
}

function SeenCard({ title, text, record, children }: SeenCardProps) {
  const { details } = useStrings();
  const cookies = useCookieStrings();
  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.head}>
        <h3>{title}</h3>
        {text !== null && (
          <div className={styles.tools}>
            <Button look="quiet" onClick={() => openInCookies(text, { kind: 'request', id: record.id })}>
              <Microscope size={14} />
              {cookies.open}
            </Button>
            <CopyButton text={text} label={details.copyCookie} />
          </div>
        )}
      </div>
      {text !== null && (
        <p className={styles.seen}>
          <HostileText text={text} />
        </p>
      )}
      {children}
    </section>
  );
}
