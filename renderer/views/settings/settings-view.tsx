import { useRef } from 'react';
import { useInspector } from '../../data/use-inspector.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { AppearanceSection } from './appearance-section.tsx';
import { changedSections } from './changed-sections.ts';
import { EngineChoice } from './engine-choice.tsx';
import { FolderSection } from './folder-section.tsx';
import { KeyboardSection } from './keyboard-section.tsx';
import { OptionGroup } from './option-group.tsx';
import { RetentionSection } from './retention-section.tsx';
import { SecretsSection } from './secrets-section.tsx';
import { SectionIndex } from './section-index.tsx';
import { SettingsSection } from './settings-section.tsx';
import styles from './settings-view.module.css';
import { SiteSection } from './site-section.tsx';
import { useDataUsage } from './use-data-usage.ts';

/**
 * All settings that can be changed while the app runs, each with its purpose, its default, and the remarks on its
 * value.
 */
export function SettingsView() {
  const { settings: t, appSettings } = useStringsWithLater();
  const settings = useInspector((state) => state.settings);
  const site = useInspector((state) => state.site);
  const status = useInspector((state) => state.status);
  const usage = useDataUsage();
  const scroller = useRef<HTMLDivElement>(null);
  if (settings === null || site === null) return null;
  return (
    <div ref={scroller} className={styles.scroller}>
      <SectionIndex scroller={scroller} changed={changedSections(settings)} />
      <div className={styles.page}>
        <div>
          <h2 className={styles.title}>{t.title}</h2>
          <p className={styles.lead}>{t.lead}</p>
        </div>
        <SettingsSection id="engine" title={appSettings.sections.engine} isBare>
          <EngineChoice engine={settings.engine} cookieNames={site.cookieNames} />
        </SettingsSection>
        <OptionGroup engine="server-side" settings={settings} />
        <OptionGroup engine="client-side" settings={settings} />
        <SecretsSection />
        <SiteSection site={site} settings={settings} />
        <RetentionSection settings={settings} status={status} usage={usage} />
        <FolderSection path={site.dataDir} usage={usage} />
        <AppearanceSection settings={settings} />
        <KeyboardSection />
      </div>
    </div>
  );
}
