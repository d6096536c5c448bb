import { useId } from 'react';
import type { ExportScope } from '../../../server/contract/export-options.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { shortSid } from '../../model/short-sid.ts';
import { visibleText } from '../../model/visible-text.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './export-form.module.css';
import { OptionCard } from './option-card.tsx';
import type { Choices } from './use-choices.ts';

const SCOPES: readonly ExportScope['of'][] = ['all', 'filter', 'session'];

/** The part of the log. An option that cannot be chosen now gives the reason. */
export function ScopeChoice({ choices }: { choices: Choices }) {
  const t = useStringsWithLater().exporting;
  const name = useId();
  const { of, filter, sid } = choices;
  const isClientSide = useInspector((state) => state.settings?.engine === 'client-side');
  const why = {
    all: t.scopeWhy.all,
    filter: filter === '' ? t.noFilter : <HostileText text={t.scopeWhy.filter(filter)} />,
    session: sid === null ? (isClientSide ? t.noSids : t.noSessions) : t.scopeWhy.session,
  };
  const isUnavailable = { all: false, filter: filter === '', session: sid === null };
  return (
    <fieldset aria-label={t.what} className={styles.group}>
      {SCOPES.map((scope) => (
        <OptionCard
          key={scope}
          type="radio"
          name={name}
          isChosen={of === scope}
          onChoose={() => choices.chooseOf(scope)}
          label={t.scopes[scope]}
          why={why[scope]}
          isUnavailable={isUnavailable[scope]}
        />
      ))}
      {of === 'session' && <SessionSelect choices={choices} />}
    </fieldset>
  );
}

function SessionSelect({ choices: { sid, sids, chooseSid } }: { choices: Choices }) {
  const t = useStringsWithLater().exporting;
  const owners = useInspector((state) => state.owners);
  return (
    <div className={styles.pick}>
      <select
        className={styles.select}
        aria-label={t.session}
        value={sid ?? ''}
        onChange={(event) => chooseSid(event.target.value)}
      >
        {sids.map((each) => (
          <option key={each} value={each}>
            {visibleText(t.sessionName(shortSid(each), owners.get(each)?.name ?? null))}
          </option>
        ))}
      </select>
    </div>
  );
}
