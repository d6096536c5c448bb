import { createHash } from 'node:crypto';
import type { ClientSideOptions, ServerSideOptions } from '../contract/engine-options.ts';
import { type EngineName, otherEngine } from '../contract/log-entry.ts';
import { settingsSchema } from '../contract/settings.ts';

/**
 * The names differ from `connect.sid` and from Flask's `session`. Cookies ignore ports, so apps on localhost with the
 * same cookie name end each other's sessions.
 */
const baseNames = { 'server-side': 'inspector.sid', 'client-side': 'inspector.session' } as const;
/** The former cookie name of the client-side engine, for files of that time. */
const formerClientSideName = 'session';
/** Only one program can have this port, so its cookie names do not contain the port. */
const plainPort = settingsSchema.parse({}).port;

export type CookieNames = { readonly [Name in EngineName]: string };

/** What is known at the start: the actual and the configured port of the site, where 0 means any port. */
export interface SiteStart {
  readonly port: number;
  readonly wantedPort: number;
  /** The path of the data folder. */
  readonly folder: string;
}

/** The names of a site at the default port, and of sites that share their sessions. */
export const plainCookieNames: CookieNames = baseNames;

/**
 * The default cookie names. At every port except the default one, they contain the port; otherwise two inspectors would
 * end each other's sessions in one browser. A site that is configured for any port gets a different port at each start,
 * so its names contain six digits that belong to its data folder instead, and its sessions continue. Two running
 * inspectors never have the same data folder.
 */
export function defaultCookieNames(start: SiteStart): CookieNames {
  const suffix = suffixOf(start);
  return {
    'server-side': `${baseNames['server-side']}${suffix}`,
    'client-side': `${baseNames['client-side']}${suffix}`,
  };
}

function suffixOf({ port, wantedPort, folder }: SiteStart): string {
  if (wantedPort === 0) return `_${createHash('sha256').update(folder).digest('hex').slice(0, 6)}`;
  return port === plainPort ? '' : `_${port}`;
}

/** The name of each engine's session cookie, with the options of the engine applied. */
export function cookieNamesOf(
  defaults: CookieNames,
  options: { readonly serverSide: ServerSideOptions; readonly clientSide: ClientSideOptions },
): CookieNames {
  return {
    'server-side': options.serverSide.name ?? defaults['server-side'],
    'client-side': options.clientSide.cookieName ?? defaults['client-side'],
  };
}

/**
 * The cookie name of the other engine, for a file that contains only one name. Null if the name is not one of this app.
 */
export function otherCookieNameBeside(name: string): string | null {
  const known = [...Object.entries(baseNames), ['client-side', formerClientSideName]] as [EngineName, string][];
  for (const [engine, base] of known) {
    const rest = name.slice(base.length);
    if (name.startsWith(base) && /^(?:_\d+|_[0-9a-f]{6})?$/.test(rest))
      return `${baseNames[otherEngine(engine)]}${rest}`;
  }
  return null;
}
