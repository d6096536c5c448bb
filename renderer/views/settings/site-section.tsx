import { Globe } from 'lucide-react';
import type { SiteInfo } from '../../../server/contract/live-message.ts';
import { SETTING_BOUNDS, type Settings } from '../../../server/contract/settings.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { useWorkspaceKind } from '../../data/use-watching.ts';
import { DEFAULTS } from '../../model/defaults.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { ChoiceRow } from './choice-row.tsx';
import { NumberRow } from './number-row.tsx';
import { SettingsSection } from './settings-section.tsx';
import { idleNotes, portNotes } from './site-notes.ts';
import { StoreRow } from './store-row.tsx';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const IDLE_PRESETS = [MINUTE, 30 * MINUTE, DAY, 7 * DAY];
const PORT_PRESETS = [5000, 8080, 0];

/**
 * Whether requests are recorded. For the tutorial site also its port, how long unused sessions are kept, and where.
 */
export function SiteSection({ site, settings }: { site: SiteInfo; settings: Settings }) {
  const { appSettings, settings: t } = useStringsWithLater();
  const words = appSettings.site;
  const { changeSettings } = useCommands();
  const isTutorial = useWorkspaceKind() === 'tutorial';
  return (
    <SettingsSection id="site" icon={<Globe size={15} />} title={appSettings.sections.site}>
      <ChoiceRow
        name={words.recording}
        why={words.recordingWhy}
        options={(['on', 'off'] as const).map((value) => ({ value, label: words.recordings[value] }))}
        value={settings.recording ? 'on' : 'off'}
        first={DEFAULTS.recording ? 'on' : 'off'}
        onChange={(recording) => void changeSettings({ recording: recording === 'on' })}
        notes={settings.recording ? [] : [{ tone: 'warn', text: words.paused }]}
      />
      {isTutorial && (
        <>
          <NumberRow
            name={words.port}
            why={words.portWhy}
            value={settings.port}
            first={DEFAULTS.port}
            bounds={SETTING_BOUNDS.port}
            presets={PORT_PRESETS}
            presetText={(port) => (port === 0 ? words.anyPort : String(port))}
            numberText={String}
            notes={portNotes(settings, site, words)}
            onChange={(port) => void changeSettings({ port })}
          />
          <NumberRow
            name={words.idle}
            why={words.idleWhy}
            value={settings.idleLimitMs}
            first={DEFAULTS.idleLimitMs}
            bounds={SETTING_BOUNDS.idleLimitMs}
            scale={SECOND}
            unit={words.idleUnit}
            presets={IDLE_PRESETS}
            presetText={t.preset}
            hint={t.sameAs}
            notes={idleNotes(settings, words)}
            onChange={(idleLimitMs) => void changeSettings({ idleLimitMs })}
          />
          <StoreRow settings={settings} />
        </>
      )}
    </SettingsSection>
  );
}
