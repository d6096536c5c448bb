import { useRef } from 'react';
import { useCommandRegistry } from '../../commands/use-commands.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { useWorkspaceKind } from '../../data/use-watching.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { changedSections } from './changed-sections.ts';
import { EngineChoice } from './engine-choice.tsx';
import { FolderSection } from './folder-section.tsx';
import { KeyboardSection } from './keyboard-section.tsx';
import { OptionGroup } from './option-group.tsx';
import { RetentionSection } from './retention-section.tsx';
import { SecretsSection } from './secrets-section.tsx';
import { sectionsOf } from './section-ids.ts';
import { SectionIndex } from './section-index.tsx';
import { SettingsSection } from './settings-section.tsx';
import styles from './settings-view.module.css';
import { SiteSection } from './site-section.tsx';
import { useDataUsage } from './use-data-usage.ts';

/**
 * All settings that can be changed while the app runs, each with its purpose, its default, and the remarks on its
 * value. Over a watched app or a file, those of the tutorial site are left out, since they do not apply there.
 */
export function SettingsView() {
  const { settings: t, appSettings, commands } = useStringsWithLater();
  const registry = useCommandRegistry();
  const kind = useWorkspaceKind();
  const isTutorial = kind === 'tutorial';
  const settings = useInspector((state) => state.settings);
  const site = useInspector((state) => state.site);
  const status = useInspector((state) => state.status);
  const usage = useDataUsage();
  const scroller = useRef<HTMLDivElement>(null);
  if (settings === null || site === null) return null;
  return (
    <div ref={scroller} className={styles.scroller}>
      <SectionIndex ids={sectionsOf(kind)} scroller={scroller} changed={changedSections(settings, kind)} />
      <div className={styles.page}>
        <div>
          <h2 className={styles.title}>{t.title}</h2>
          <p className={styles.lead}>{isTutorial ? t.lead : t.leadElsewhere}</p>
          {!isTutorial && (
            <Button className={styles.tutorial} onClick={() => void registry.run('show-tutorial')}>
              {commands.titles['show-tutorial']}
            </Button>
          )}
        </div>
        {isTutorial && (
          <>
            <SettingsSection id="engine" title={appSettings.sections.engine} isBare>
              <EngineChoice engine={settings.engine} cookieNames={site.cookieNames} />
            </SettingsSection>
            <OptionGroup engine="server-side" settings={settings} />
            <OptionGroup engine="client-side" settings={settings} />
            <SecretsSection />
          </>
        )}
        {kind !== 'recording' && <SiteSection site={site} settings={settings} />}
        <RetentionSection settings={settings} status={status} usage={usage} />
        <FolderSection path={site.dataDir} usage={usage} />
        <AppearanceSection settings={settings} />
        <KeyboardSection />
      </div>
    </div>
  );
}
