import { useInspector } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { AppearanceSection } from './appearance-section.tsx';
import { DataSection } from './data-section.tsx';
import { EngineChoice } from './engine-choice.tsx';
import { KeyboardSection } from './keyboard-section.tsx';
import { OptionGroup } from './option-group.tsx';
import { SecretsSection } from './secrets-section.tsx';
import styles from './settings-view.module.css';

/** Everything that can be changed while it runs: the engine and its options; and what is kept, and where. */
export function SettingsView() {
  const t = useStrings().settings;
  const settings = useInspector((state) => state.settings);
  const site = useInspector((state) => state.site);
  if (settings === null || site === null) return null;
  const other = settings.engine === 'server-side' ? 'client-side' : 'server-side';
  return (
    <div className={styles.scroller}>
      <div className={styles.page}>
        <div>
          <h2 className={styles.title}>{t.title}</h2>
          <p className={styles.lead}>{t.lead}</p>
        </div>
        <AppearanceSection settings={settings} />
        <EngineChoice engine={settings.engine} cookieNames={site.cookieNames} />
        <OptionGroup engine={settings.engine} settings={settings} isActive />
        <OptionGroup engine={other} settings={settings} isActive={false} />
        <KeyboardSection />
        <SecretsSection />
        <DataSection site={site} settings={settings} />
      </div>
    </div>
  );
}
