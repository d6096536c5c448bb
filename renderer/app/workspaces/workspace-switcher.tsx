import { ChevronDown } from 'lucide-react';
import { useInspector } from '../../data/use-inspector.ts';
import { useRecording } from '../../data/use-recordings.ts';
import { useWatchedApp, useWatchedApps } from '../../data/use-watching.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import { Menu } from '../../ui/menu.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { shortUrl, useWorkspaceMenu } from './use-workspace-menu.tsx';
import { WorkspaceMark } from './workspace-mark.tsx';
import styles from './workspace-switcher.module.css';

/** The name of the selected workspace, and the menu of all workspaces: the tutorial site, watched apps, a recording. */
export function WorkspaceSwitcher() {
  const t = useStrings().workspaces;
  const items = useWorkspaceMenu();
  return (
    <Menu
      items={items}
      align="start"
      trigger={
        <button type="button" className={styles.trigger} data-tour="workspaces">
          <VisuallyHidden>{t.shown} </VisuallyHidden>
          <Shown />
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      }
    />
  );
}

function Shown() {
  const file = useRecording();
  const app = useWatchedApp();
  const apps = useWatchedApps();
  const url = useInspector((state) => state.site?.url ?? '');
  if (file !== null) {
    return (
      <>
        <WorkspaceMark place="file" />
        <b className={styles.name}>
          <HostileText text={file.fileName} />
        </b>
      </>
    );
  }
  if (app === null) {
    return (
      <>
        <WorkspaceMark place="tutorial" />
        <span className={styles.url}>{url}</span>
      </>
    );
  }
  return (
    <>
      <WorkspaceMark place={apps.indexOf(app)} />
      <b className={styles.name}>
        <HostileText text={app.name} />
      </b>
      {app.open !== null && <span className={styles.way}>{`${shortUrl(app.open)} → ${shortUrl(app.app)}`}</span>}
    </>
  );
}
