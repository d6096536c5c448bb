import type { LabRequestStep, LabStep } from '../../../server/contract/lab/run.ts';
import { refusalOf } from '../../../server/contract/outcome.ts';
import { useLabStrings } from '../../strings/lab-words.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './lab-steps.module.css';

/** The result of a step: the request with its cookie and its response, or the text that was read. */
export function StepEvidence({ result }: { result: LabStep }) {
  const t = useLabStrings();
  switch (result.kind) {
    case 'done':
      return null;
    case 'read':
      return (
        <p className={styles.line}>
          {t.isRead}
          <code className={styles.says}>{result.text === '' ? t.nothingRead : <HostileText text={result.text} />}</code>
        </p>
      );
    case 'request':
      return <RequestEvidence sent={result} />;
  }
}

function RequestEvidence({ sent }: { sent: LabRequestStep }) {
  const t = useLabStrings();
  const { refusal } = useStrings().happened;
  const refused = refusalOf(sent.verdict);
  return (
    <>
      <p className={styles.line}>
        <code>
          {sent.method} <HostileText text={sent.url} />
        </code>
        <span aria-hidden="true">→</span>
        <code className={styles.says}>
          <HostileText text={sent.says} />
        </code>
      </p>
      <p className={styles.facts}>
        <span className={styles.verdict}>
          {refused !== null
            ? `✕ ${refusal[refused]}`
            : sent.verdict.kind === 'accepted'
              ? `✓ ${t.accepted}`
              : t.noCookie}
        </span>
        {sent.server !== undefined && <span>{t.server(sent.server)}</span>}
        {sent.cookieBytes !== null && <span>{t.cookie(sent.cookieBytes)}</span>}
        {sent.setsCookie && <span>{t.setsCookie}</span>}
        <span>{t.storeCalls(sent.storeCalls)}</span>
      </p>
    </>
  );
}
