import { Check, CircleHelp, CircleMinus, X } from 'lucide-react';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { isSeenFromOutside } from '../../../../server/contract/seen-from-outside.ts';
import type { StoreSide } from '../../../../server/contract/store-evidence.ts';
import type { Verdict } from '../../../../server/contract/verdict.ts';
import type { Strings } from '../../../strings/en.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import styles from './verdict-line.module.css';

/** Whether the server believed the cookie, and the reason, in words. */
export function VerdictLine({ record }: { record: Pick<RequestRecord, 'verdict' | 'engine' | 'evidence'> }) {
  const { details: t, common } = useStrings();
  const { verdict } = record;
  if (verdict.kind === 'none') return null;
  if (verdict.kind === 'bad-signature' && isSeenFromOutside(record)) return <NoSecretFits />;
  const isAccepted = verdict.kind === 'accepted';
  const isIgnored = verdict.kind === 'wrong-engine' || verdict.kind === 'not-read';
  const isOpen = isIgnored || verdict.kind === 'not-observed' || verdict.kind === 'not-verifiable';
  const isRefused = !isAccepted && !isOpen && verdict.kind !== 'unchecked';
  return (
    <div
      className={styles.verdict}
      data-refused={(!isAccepted && !isOpen) || undefined}
      data-open={isOpen || undefined}
    >
      {isAccepted ? (
        <Check size={16} />
      ) : isIgnored ? (
        <CircleMinus size={16} />
      ) : isOpen ? (
        <CircleHelp size={16} />
      ) : (
        <X size={16} />
      )}
      <p>
        <strong>{t.verdict[verdict.kind]}</strong>
        {common.colon}
        {reasonOf(verdict, record.evidence?.store?.before.state, t)}
        {common.fullStop}
        {(isRefused || verdict.kind === 'wrong-engine') && t.refusedMeans}
      </p>
    </div>
  );
}

/** From outside it is not visible which of the two reasons applies, and whether the app accepted the cookie. */
function NoSecretFits() {
  const { details: t, common } = useStrings();
  return (
    <div className={styles.verdict} data-open>
      <CircleHelp size={16} />
      <p>
        <strong>{t.noSecretFits}</strong>
        {common.colon}
        {t.noSecretFitsWhy}
        {common.fullStop}
      </p>
    </div>
  );
}

/**
 * `row`: the state of the row in the session store of a watched app before the request. Undefined if no store is
 * attached.
 */
function reasonOf(
  verdict: Exclude<Verdict, { kind: 'none' }>,
  row: StoreSide['state'] | undefined,
  { verdict: t }: Strings['details'],
): string {
  switch (verdict.kind) {
    case 'accepted':
      return verdict.sid === null ? t.acceptedDataWhy(verdict.secretNumber) : t.acceptedWhy(verdict.secretNumber);
    case 'bad-signature':
      return t.badSignatureWhy(verdict.secretsTried);
    case 'unknown-sid':
      return t.unknownSidWhy(verdict.secretNumber);
    case 'expired':
      return t.expiredWhy(verdict.secretNumber, verdict.expiredAtMs);
    case 'from-the-future':
      return t.fromTheFutureWhy(verdict.secretNumber, verdict.signedAtMs);
    case 'wrong-engine':
      return t.wrongEngineWhy(verdict.cookieName);
    case 'unchecked':
      return t.uncheckedWhy(verdict.secretNumber);
    case 'not-observed':
      return t.notObservedWhy;
    case 'not-read':
      return t.notReadWhy;
    case 'not-verifiable':
      if (verdict.why !== 'only-an-id') return t.notVerifiableWhy[verdict.why];
      return t.notVerifiableWhy[
        row === 'present' ? 'id-in-store' : row === 'absent' ? 'id-not-in-store' : 'only-an-id'
      ];
    case 'malformed':
      return t.malformedWhy[verdict.reason];
  }
}
