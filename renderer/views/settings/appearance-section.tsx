import { Palette } from 'lucide-react';
import { LANGUAGE_CHOICES, LANGUAGE_NAMES } from '../../../server/contract/language.ts';
import { CONTRASTS, type Settings, THEMES } from '../../../server/contract/settings.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { DEFAULTS } from '../../model/defaults.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { ChoiceRow } from './choice-row.tsx';
import { LayoutRow } from './layout-row.tsx';
import { SettingsSection } from './settings-section.tsx';

/** The appearance and the language of the window; every window follows immediately. */
export function AppearanceSection({ settings }: { settings: Settings }) {
  const { sections, appearance: t } = useStringsWithLater().appSettings;
  const { changeSettings } = useCommands();
  return (
    <SettingsSection id="appearance" icon={<Palette size={15} />} title={sections.appearance}>
      <ChoiceRow
        name={t.language}
        why={t.languageWhy}
        options={LANGUAGE_CHOICES.map((value) =>
          value === 'system' ? { value, label: t.system } : { value, label: LANGUAGE_NAMES[value], lang: value },
        )}
        value={settings.language}
        first={DEFAULTS.language}
        onChange={(language) => void changeSettings({ language })}
      />
      <ChoiceRow
        name={t.theme}
        why={t.themeWhy}
        options={THEMES.map((value) => ({ value, label: t.themes[value] }))}
        value={settings.theme}
        first={DEFAULTS.theme}
        onChange={(theme) => void changeSettings({ theme })}
      />
      <ChoiceRow
        name={t.contrast}
        why={t.contrastWhy}
        options={CONTRASTS.map((value) => ({ value, label: t.contrasts[value] }))}
        value={settings.contrast}
        first={DEFAULTS.contrast}
        onChange={(contrast) => void changeSettings({ contrast })}
      />
      <LayoutRow />
    </SettingsSection>
  );
}
