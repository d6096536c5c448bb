import { useMemo, useState } from 'react';
import type { RequestRecord } from '../../../../../server/contract/log-entry.ts';
import { isSeenFromOutside } from '../../../../../server/contract/seen-from-outside.ts';
import { ownerOfCookie } from '../../../../data/session-owners.ts';
import { useInspector } from '../../../../data/use-inspector.ts';
import { useWorkspaceKind } from '../../../../data/use-watching.ts';
import { missingCookie } from '../../../../model/missing-cookie.ts';
import { storeStoryOf } from '../../../../sentences/store-story.ts';
import { type Question, type Story, storyOf } from '../../../../sentences/story.ts';
import { storyLead } from '../../../../sentences/story-lead.ts';
import { whatHappened, whatHappenedText } from '../../../../sentences/what-happened.ts';
import { notToldText } from '../../../../shared/not-told.tsx';
import { useStringsWithLater } from '../../../../strings/with-later.ts';
import body from '../request-details.module.css';
import { SequencePicture } from './sequence-picture.tsx';
import styles from './story-tab.module.css';
import { TermPhrase } from './term-phrase.tsx';
import { ValueOriginLine } from './value-origin-line.tsx';
import { WhyTable } from './why-table.tsx';

/** The events of one request and their reasons: in words, as a picture, and rule by rule. */
export function StoryTab({ record }: { record: RequestRecord }) {
  const t = useStringsWithLater();
  const owner = useInspector((state) => ownerOfCookie(state.owners, record));
  const story = useMemo((): Story => {
    const store = isSeenFromOutside(record) ? record.evidence?.store : undefined;
    return store === undefined ? storyOf(record, t) : storeStoryOf(record, store, t);
  }, [record, t]);
  const lead = useMemo(() => storyLead(record, owner, t), [record, owner, t]);
  // A step and the rule that decided it light up together.
  const kind = useWorkspaceKind();
  const [active, setActive] = useState<Question | null>(null);
  const { store, inside } = record.evidence ?? {};
  if (store !== undefined && isSeenFromOutside(record)) {
    return (
      <div className={body.body}>
        <p className={styles.lead}>
          <TermPhrase phrase={lead} />
        </p>
        <SequencePicture key={record.id} story={story} actor={record.actor} active={active} onActive={setActive} />
      </div>
    );
  }
  if (isSeenFromOutside(record)) {
    const { clauses } = whatHappened(record, owner, t);
    if (inside?.state === 'unhandled') {
      return (
        <div className={body.body}>
          <p className={styles.lead}>{t.storeTab.told.state.unhandled}</p>
        </div>
      );
    }
    return (
      <div className={body.body}>
        <p className={styles.lead}>
          <TermPhrase phrase={lead} />
        </p>
        {missingCookie(record) === null && <p>{whatHappenedText({ badge: null, clauses }, t.common.listBetween)}</p>}
        <p className={styles.notTold}>
          {inside === undefined ? notToldText('story', kind, t) : t.storeTab.told.state[inside.state]}
        </p>
      </div>
    );
  }
  return (
    <div className={body.body}>
      <p className={styles.lead}>
        <TermPhrase phrase={lead} />
      </p>
      <ValueOriginLine record={record} />
      <SequencePicture key={record.id} story={story} actor={record.actor} active={active} onActive={setActive} />
      <WhyTable judgments={record.decision} active={active} onActive={setActive} />
    </div>
  );
}
