import { Folder, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import type { DataUsage } from '../../../server/contract/results.ts';
import type { ShellApi } from '../../../server/contract/shell-api.ts';
import { shellApi } from '../../data/shell-api.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './section.module.css';
import { SettingsSection } from './settings-section.tsx';

export interface FolderSectionProps {
  readonly path: string;
  readonly usage: DataUsage | null;
}

/** The data folder and its size. The desktop can show the folder; the shell knows its path. */
export function FolderSection({ path, usage }: FolderSectionProps) {
  const { sections, folder: t } = useStringsWithLater().appSettings;
  const [trouble, setTrouble] = useState<string | null>(null);
  return (
    <SettingsSection id="folder" icon={<Folder size={15} />} title={sections.folder} lead={t.lead}>
      {trouble !== null && (
        <div role="alert">
          <Notice tone="error" onDismiss={() => setTrouble(null)}>
            <HostileText text={t.revealFailed(trouble)} />
          </Notice>
        </div>
      )}
      <dl className={styles.facts}>
        <dt>{t.path}</dt>
        <dd className={styles.path}>
          <code className={styles.mono}>
            <HostileText text={path} />
          </code>
          <CopyButton text={path} label={t.copy} />
        </dd>
        <dt>{t.size}</dt>
        <dd>{usage === null ? t.measuring : t.sizeNow(usage.folderBytes)}</dd>
        <dt>{t.holds}</dt>
        <dd>
          {t.holdsWhat} <span className={styles.muted}>{t.other}</span>
        </dd>
      </dl>
      {shellApi !== null && <RevealButton shell={shellApi} onDone={setTrouble} />}
    </SettingsSection>
  );
}

interface RevealButtonProps {
  readonly shell: ShellApi;
  /** Called with the error message of the system, or with null on success. */
  readonly onDone: (trouble: string | null) => void;
}

function RevealButton({ shell, onDone }: RevealButtonProps) {
  const t = useStringsWithLater().appSettings.folder;
  const reveal = async () => {
    const reason = await shell.revealDataFolder();
    onDone(reason === '' ? null : reason);
  };
  return (
    <div className={styles.foot}>
      <Button onClick={() => void reveal()}>
        <FolderOpen size={14} />
        {t.reveal}
      </Button>
    </div>
  );
}
