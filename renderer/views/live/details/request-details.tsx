import { useRef, useState } from 'react';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { usePreference } from '../../../data/use-preference.ts';
import { FindingStrip } from '../../../shared/findings/finding-strip.tsx';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { TabSet } from '../../../ui/tab-set.tsx';
import { useEscape } from '../../../ui/use-escape.ts';
import { CookieTab } from './cookie-tab.tsx';
import { DetailsTools } from './details-tools.tsx';
import { HeadersTab } from './headers-tab.tsx';
import styles from './request-details.module.css';
import { RequestErrors } from './request-errors.tsx';
import { RequestSummary } from './request-summary.tsx';
import { SessionTab } from './session-tab.tsx';
import { StoreTab } from './store/store-tab.tsx';
import { StoryTab } from './story/story-tab.tsx';
import { TAB_NAMES, type TabName, tabToOpen } from './tab-to-open.ts';

export interface RequestDetailsProps {
  readonly record: RequestRecord;
  readonly onClose: () => void;
}

/**
 * One request in several tabs. The chosen tab stays from one request to the next. If it would hide the important facts
 * of a request, the Story is shown for that request, until the user chooses the tab again. Esc closes the details.
 */
export function RequestDetails({ record, onClose }: RequestDetailsProps) {
  const { details: t, story, storeTab } = useStringsWithLater();
  const [tab, setTab] = usePreference<TabName>('details-tab', parseTab);
  const [chosenFor, setChosenFor] = useState<number | null>(null);
  const choose = (next: TabName) => {
    setChosenFor(record.id);
    setTab(next);
  };
  const [isWrapped, setIsWrapped] = usePreference('details-wrap', (stored) => stored === 'true');

  const frame = useRef<HTMLDivElement>(null);
  useEscape(frame, onClose);
  return (
    <div ref={frame} className={styles.frame}>
      <TabSet<TabName>
        label={t.tabList}
        value={chosenFor === record.id ? tab : tabToOpen(tab, record)}
        onChange={choose}
        tools={<DetailsTools id={record.id} wrap={{ isOn: isWrapped, onChange: setIsWrapped }} onClose={onClose} />}
        lead={
          <>
            <RequestSummary record={record} />
            <RequestErrors record={record} />
            <FindingStrip record={record} />
          </>
        }
        tabs={[
          { value: 'story', label: story.tab, content: <StoryTab record={record} /> },
          { value: 'session', label: t.tabs.session, content: <SessionTab record={record} isWrapped={isWrapped} /> },
          { value: 'cookie', label: t.tabs.cookie, content: <CookieTab record={record} /> },
          { value: 'headers', label: t.tabs.headers, content: <HeadersTab record={record} isWrapped={isWrapped} /> },
          { value: 'store', label: storeTab.tab, content: <StoreTab record={record} /> },
        ]}
      />
    </div>
  );
}

function parseTab(stored: string | null): TabName {
  return TAB_NAMES.find((name) => name === stored) ?? 'story';
}
