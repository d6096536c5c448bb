import { ExternalLink, TriangleAlert } from 'lucide-react';
import { shellApi } from '../../data/shell-api.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './site-address.module.css';

/** Where the observed site listens: to copy, to open; and a note when that is not where it was asked to. */
export function SiteAddress() {
  const t = useStrings().shell;
  const site = useInspector((state) => state.site);
  const connection = useInspector((state) => state.connection);
  if (site === null) return null;
  const isElsewhere = site.wantedPort !== 0 && site.wantedPort !== site.port;
  return (
    <fieldset className={styles.group} aria-label={t.site}>
      <span className={styles.address}>
        <span className={styles.dot} data-connection={connection} aria-hidden="true" />
        <span className={styles.url}>{site.url}</span>
        <CopyButton text={site.url} label={t.copyAddress} />
        <OpenSite url={site.url} label={t.openSite} />
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
function OpenSite({ url, label }: { url: string; label: string }) {
  if (shellApi !== null) {
    return (
      <IconButton label={label} onClick={() => void shellApi?.openSite()}>
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
