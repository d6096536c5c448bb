import { Columns2, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { StoredSession } from '../../../server/contract/stored-session.ts';
import { GroupMenuButton } from '../../commands/group-menu.tsx';
import { useCommandHandlers } from '../../commands/use-commands.ts';
import { useCommands, useFilter } from '../../data/use-inspector.ts';
import { withTerm } from '../../model/filter-text.ts';
import { useOpenExport } from '../../navigation/open-export.ts';
import { showView } from '../../navigation/use-view.ts';
import { SessionId } from '../../shared/session-id.tsx';
import { useKeyValue } from '../../shared/use-key-value.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TabSet } from '../../ui/tab-set.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import { JsonEditor, type SessionDraft } from './json-editor.tsx';
import { SessionAction } from './session-action.tsx';
import { SessionClocks } from './session-clocks.tsx';
import { SessionData } from './session-data.tsx';
import styles from './session-details.module.css';
import { SessionFacts } from './session-facts.tsx';
import { SessionHistory } from './session-history.tsx';
import { FIRST_KEY_VALUE, SetKeyForm } from './set-key-form.tsx';

export interface SessionDetailsProps {
  readonly sid: string;
  /** Null if the session does not exist any more, so that only the log knows it. */
  readonly session: StoredSession | null;
  /** Another session of its lineage. */
  readonly onSelect: (sid: string) => void;
  /** The session is marked for a comparison. */
  readonly onMark: (session: StoredSession) => void;
  readonly onClose: () => void;
}

/** One session: its data with its actions, its end, and its history. Esc closes. */
export function SessionDetails({ sid, session, onSelect, onMark, onClose }: SessionDetailsProps) {
  const { sessions: t, compare } = useStringsWithLater();
  const openExport = useOpenExport();
  const { expireSession, destroySession } = useCommands();
  const frame = useRef<HTMLDivElement>(null);
  const [tab, setTab] = useState<'data' | 'history'>('data');
  const [draft, setDraft] = useState<SessionDraft | null>(null);
  const keyValue = useKeyValue(FIRST_KEY_VALUE.key, FIRST_KEY_VALUE.value);
  const isTyping = keyValue.key !== FIRST_KEY_VALUE.key || keyValue.value !== FIRST_KEY_VALUE.value;
  const [asking, setAsking] = useState<'expire' | 'destroy' | null>(null);
  const filter = useFilter();
  useCommandHandlers({
    'show-session-requests'() {
      showView('live');
      filter.setText(withTerm('', { key: 'sid', match: { type: 'whole', pieces: [sid] } }), true);
    },
    'report-session': () => openExport({ scope: { of: 'session', sid }, kind: 'report' }),
    'expire-session': session === null || session.unreadable !== undefined ? null : () => setAsking('expire'),
    'destroy-session': session === null ? null : () => setAsking('destroy'),
  });
  useEscape(frame, onClose);
  const isGone = session === null;
  // The button that ended it is gone too; the keyboard stays here.
  useEffect(() => {
    if (isGone && document.activeElement === document.body) frame.current?.focus();
  }, [isGone]);
  const history = <SessionHistory sid={sid} onSelect={onSelect} />;
  return (
    <div ref={frame} tabIndex={-1} className={styles.frame}>
      <div className={styles.bar}>
        <div className={styles.sid}>
          <SessionId sid={sid} />
        </div>
        <Button aria-haspopup="dialog" onClick={() => openExport({ scope: { of: 'session', sid }, kind: 'report' })}>
          {t.report}
        </Button>
        {session !== null && (
          <>
            <IconButton label={compare.markSession} onClick={() => onMark(session)}>
              <Columns2 size={15} />
            </IconButton>
            {session.unreadable === undefined && (
              <SessionAction
                look="plain"
                label={t.expire}
                question={t.expireAsk}
                yes={t.expireYes}
                isAsking={asking === 'expire'}
                onAsking={(isAsking) => setAsking(isAsking ? 'expire' : null)}
                onYes={() => void expireSession(sid)}
              />
            )}
            <SessionAction
              look="danger"
              label={t.destroy}
              question={t.destroyAsk}
              yes={t.destroyYes}
              isAsking={asking === 'destroy'}
              onAsking={(isAsking) => setAsking(isAsking ? 'destroy' : null)}
              onYes={() => void destroySession(sid)}
            />
          </>
        )}
        <GroupMenuButton group="session" />
        <IconButton label={t.close} onClick={onClose}>
          <X size={15} />
        </IconButton>
      </div>
      {session === null ? (
        <div className={styles.gone}>
          <output className={styles.vanished}>{t.vanished}</output>
          {draft !== null && (
            <JsonEditor
              data={null}
              draft={draft}
              onDraft={setDraft}
              onSave={async () => {}}
              onCancel={() => setDraft(null)}
            />
          )}
          {isTyping && <SetKeyForm form={keyValue} onSet={null} />}
          {history}
        </div>
      ) : (
        <div className={styles.tabs}>
          <TabSet
            label={t.parts}
            value={tab}
            onChange={setTab}
            tools={null}
            lead={null}
            tabs={[
              {
                value: 'data',
                label: t.data,
                content: (
                  <div className={styles.body}>
                    <SessionData session={session} draft={draft} onDraft={setDraft} keyValue={keyValue} />
                    <SessionClocks session={session} />
                    <SessionFacts session={session} />
                  </div>
                ),
              },
              { value: 'history', label: t.history.title, content: history },
            ]}
          />
        </div>
      )}
    </div>
  );
}
