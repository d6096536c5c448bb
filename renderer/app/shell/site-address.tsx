import { ExternalLink, TriangleAlert } from 'lucide-react';
import { shellApi } from '../../data/shell-api.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { useRecording } from '../../data/use-recordings.ts';
import { useWatchedApp } from '../../data/use-watching.ts';
import { pageToOpen } from '../../model/page-to-open.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { WorkspaceSwitcher } from '../workspaces/workspace-switcher.tsx';
import styles from './site-address.module.css';

/**
 * The selected workspace and its address, with actions to switch, to copy and to open it, and a note if the wanted port
 * is in use.
 */
export function SiteAddress() {
  const t = useStrings().shell;
  const site = useInspector((state) => state.site);
  const connection = useInspector((state) => state.connection);
  const app = useWatchedApp();
  const isFile = useRecording() !== null;
  if (site === null) return null;
  // The strip over the log of a watched app says where to open it.
  const isElsewhere = !isFile && site.watchedId === null && site.wantedPort !== 0 && site.wantedPort !== site.port;
  return (
    <fieldset className={styles.group} aria-label={t.site}>
      <span className={styles.address}>
        <span
          className={styles.dot}
          data-connection={app !== null && app.upstream.state !== 'running' ? 'lost' : connection}
          aria-hidden="true"
        />
        <WorkspaceSwitcher />
        {!isFile && (
          <>
            <CopyButton text={site.url} label={t.copyAddress} />
            <OpenSite
              url={(app === null ? null : pageToOpen(app)) ?? site.url}
              label={t.openSite}
              watchedId={site.watchedId}
            />
          </>
        )}
      </span>
      {isElsewhere && (
        <Tooltip text={t.portTakenWhy(site.wantedPort, site.port)}>
          <button type="button" className={styles.taken} aria-description={t.portTakenWhy(site.wantedPort, site.port)}>
            <TriangleAlert size={13} />
            {t.portTaken(site.wantedPort)}
          </button>
        </Tooltip>
      )}
    </fieldset>
  );
}

/** On the desktop the shell opens the user's browser; a tab opens another tab. */
function OpenSite({ url, label, watchedId }: { url: string; label: string; watchedId: string | null }) {
  if (shellApi !== null) {
    return (
      <IconButton label={label} onClick={() => void shellApi?.openSite(watchedId)}>
        <ExternalLink size={14} />
      </IconButton>
    );
  }
  return (
    <Tooltip text={label}>
      <a className={styles.link} href={url} target="_blank" rel="noopener noreferrer" aria-label={label}>
        <ExternalLink size={14} />
      </a>
    </Tooltip>
  );
}
