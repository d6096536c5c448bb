import { History } from 'lucide-react';
import type { Status } from '../../../server/contract/live-message.ts';
import type { DataUsage } from '../../../server/contract/results.ts';
import { SETTING_BOUNDS, type Settings } from '../../../server/contract/settings.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { useNow } from '../../data/use-now.ts';
import { useWorkspaceKind } from '../../data/use-watching.ts';
import { DEFAULTS } from '../../model/defaults.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { RetentionRow } from './retention-row.tsx';
import { SettingsSection } from './settings-section.tsx';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MIB = 1024 * 1024;

export interface RetentionSectionProps {
  readonly settings: Settings;
  readonly status: Status | null;
  readonly usage: DataUsage | null;
}

/**
 * The limits of the log, and those of the session store of the tutorial site, next to their present sizes. An open file
 * has no limits, and its sizes are not those of the log.
 */
export function RetentionSection({ settings, status: shownStatus, usage }: RetentionSectionProps) {
  const { appSettings, settings: words, format } = useStringsWithLater();
  const t = appSettings.retention;
  const { changeSettings } = useCommands();
  const now = useNow();
  const kind = useWorkspaceKind();
  const status = kind === 'recording' ? null : shownStatus;
  const textOf = (text: (status: Status) => string): string =>
    kind === 'recording' ? t.fileNotCounted : status === null ? '' : text(status);
  const { maxEntries, maxBytes, maxAgeMs } = settings.retention;
  const { maxCount: maxSessions, maxBytes: maxSessionBytes } = settings.sessionLimits;
  const first = DEFAULTS.retention;
  const oldestAtMs = usage?.oldestEntryAtMs ?? null;
  const ageText = oldestAtMs !== null ? t.nowAge(oldestAtMs) : usage === null ? '' : textOf(() => t.nowEmpty);
  const isElsewhere = status?.sharedStore !== undefined;
  const sessionsText = (text: (status: Status) => string): string => (isElsewhere ? t.elsewhere : textOf(text));
  return (
    <SettingsSection id="retention" icon={<History size={15} />} title={appSettings.sections.retention} lead={t.lead}>
      <RetentionRow
        name={t.entries}
        why={t.entriesWhy}
        value={maxEntries}
        first={first.maxEntries}
        bounds={SETTING_BOUNDS.maxEntries}
        presets={[10_000, 100_000, 1_000_000]}
        presetText={format.count}
        used={status?.requestCount ?? null}
        usedText={textOf((now) => t.nowEntries(now.requestCount, maxEntries))}
        ask={t.ask}
        onChange={(next) => void changeSettings({ retention: { maxEntries: next } })}
      />
      <RetentionRow
        name={t.bytes}
        why={t.bytesWhy}
        value={maxBytes}
        first={first.maxBytes}
        bounds={SETTING_BOUNDS.maxBytes}
        scale={MIB}
        unit={t.bytesUnit}
        presets={[64 * MIB, 512 * MIB, 4096 * MIB]}
        presetText={format.bytes}
        used={status?.logBytes ?? null}
        usedText={textOf((now) => t.nowBytes(now.logBytes, maxBytes))}
        ask={t.ask}
        onChange={(next) => void changeSettings({ retention: { maxBytes: next } })}
      />
      <RetentionRow
        name={t.age}
        why={t.ageWhy}
        value={maxAgeMs}
        first={first.maxAgeMs}
        bounds={SETTING_BOUNDS.maxAgeMs}
        scale={MINUTE}
        unit={t.ageUnit}
        presets={[DAY, 7 * DAY, 30 * DAY, 365 * DAY]}
        presetText={words.preset}
        hint={words.sameAs}
        used={oldestAtMs === null ? null : Math.max(0, now - oldestAtMs)}
        usedText={ageText}
        ask={t.ask}
        onChange={(next) => void changeSettings({ retention: { maxAgeMs: next } })}
      />
      {kind === 'tutorial' && (
        <>
          <RetentionRow
            name={t.sessions}
            why={t.sessionsWhy}
            value={maxSessions}
            first={DEFAULTS.sessionLimits.maxCount}
            bounds={SETTING_BOUNDS.maxSessions}
            presets={[1_000, 20_000, 200_000]}
            presetText={format.count}
            used={isElsewhere ? null : (status?.sessionCount ?? null)}
            usedText={sessionsText((now) => t.nowSessions(now.sessionCount, maxSessions))}
            ask={t.askSessions}
            onChange={(next) => void changeSettings({ sessionLimits: { maxCount: next } })}
          />
          <RetentionRow
            name={t.sessionBytes}
            why={t.sessionBytesWhy}
            value={maxSessionBytes}
            first={DEFAULTS.sessionLimits.maxBytes}
            bounds={SETTING_BOUNDS.maxSessionBytes}
            scale={MIB}
            unit={t.bytesUnit}
            presets={[64 * MIB, 256 * MIB, 1024 * MIB]}
            presetText={format.bytes}
            used={isElsewhere ? null : (status?.sessionBytes ?? null)}
            usedText={sessionsText((now) => t.nowBytes(now.sessionBytes, maxSessionBytes))}
            ask={t.askSessions}
            onChange={(next) => void changeSettings({ sessionLimits: { maxBytes: next } })}
          />
        </>
      )}
    </SettingsSection>
  );
}
