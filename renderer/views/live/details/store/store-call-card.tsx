import { TriangleAlert } from 'lucide-react';
import type { StoreOperation } from '../../../../../server/contract/log-entry.ts';
import { useInspector } from '../../../../data/use-inspector.ts';
import { useStoreKind } from '../../../../data/use-store-kind.ts';
import { dedent, type StoreCall } from '../../../../model/store-calls.ts';
import type { Tone } from '../../../../sentences/what-happened.ts';
import { Badge } from '../../../../shared/badge.tsx';
import { SessionId } from '../../../../shared/session-id.tsx';
import { useStringsWithLater } from '../../../../strings/with-later.ts';
import { CodeBlock } from '../../../../ui/code-block.tsx';
import { HostileText } from '../../../../ui/hostile-text.tsx';
import styles from './store-call-card.module.css';

const LOOKS: Record<StoreOperation['op'], { tone: Tone; shape: string }> = {
  get: { tone: 'get', shape: '●' },
  set: { tone: 'set', shape: '▲' },
  touch: { tone: 'plain', shape: '◷' },
  destroy: { tone: 'reject', shape: '■' },
};

interface StoreCallCardProps {
  readonly storeCall: StoreCall;
  /** Whether it is a call of the tutorial site, whose statements are known. */
  readonly hasStatement: boolean;
}

/** One call of the store: caller, question, result, cost, and its SQL. */
export function StoreCallCard({ storeCall: { call, isRepeated }, hasStatement }: StoreCallCardProps) {
  const t = useStringsWithLater().storeTab;
  const now = useInspector((state) => state.site?.statements[call.op]);
  const kind = call.store ?? 'sqlite';
  // The statements of the site are those of its present store.
  const sql = useStoreKind() === kind ? now : undefined;
  return (
    <div className={styles.card} data-failed={call.outcome === 'failed' || undefined}>
      <div className={styles.head}>
        <Badge badge={{ ...LOOKS[call.op], label: call.op }} />
        <SessionId key={call.sid} sid={call.sid} />
        <span className={styles.outcome} data-outcome={call.outcome}>
          {call.op === 'get' && call.outcome === 'ok' ? t.found : t.outcome[call.outcome]}
        </span>
        {isRepeated && (
          <span className={styles.again}>
            <TriangleAlert size={13} />
            {t.again}
          </span>
        )}
      </div>
      {call.error !== undefined && (
        <p className={styles.error}>
          <HostileText text={call.error} />
        </p>
      )}
      <CallFacts call={call} hasStatement={hasStatement} />
      {hasStatement && sql !== undefined && call.statement !== undefined && (
        <CodeBlock title={t.sql[kind]} text={dedent(sql)} />
      )}
    </div>
  );
}

function CallFacts({ call, hasStatement }: { call: StoreOperation; hasStatement: boolean }) {
  const { storeTab: t, live } = useStringsWithLater();
  const { statement, store: kind = 'sqlite' } = call;
  return (
    <dl className={styles.facts}>
      <Fact name={t.askedBy} value={t.phase[call.phase]} />
      <Fact name={t.atMs} value={t.ms(live.milliseconds(call.atMs))} />
      <Fact name={t.waited} value={t.ms(live.milliseconds(call.durationMs))} />
      {hasStatement && (
        <Fact
          name={t.inStore[kind]}
          value={statement === undefined ? t.notRun : t.microseconds(statement.microseconds)}
        />
      )}
      {statement !== undefined && (
        <Fact name={t.rows} value={statement.changes === null ? t.unchanged : t.rowCount(statement.changes)} />
      )}
      {call.version !== undefined && (
        <Fact
          name={t.version}
          value={[t.rowCount(call.version), ...(call.replaced ? [t.replaced(call.replaced.version)] : [])].join(', ')}
        />
      )}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
