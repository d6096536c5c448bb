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

/** The actual and the configured port of the site. 0 means any port. */
export interface StartPort {
  readonly port: number;
  readonly wantedPort: number;
}

/**
 * The default cookie names. At every port except the default one, they contain the port; otherwise two inspectors would
 * end each other's sessions in one browser. A site that is configured for any port gets a different port at each start.
 * It keeps the names without a port, so that its sessions continue.
 */
export function defaultCookieNames({ port, wantedPort }: StartPort): CookieNames {
  const suffix = wantedPort === 0 || port === plainPort ? '' : `_${port}`;
  return {
    'server-side': `${baseNames['server-side']}${suffix}`,
    'client-side': `${baseNames['client-side']}${suffix}`,
  };
}

/** The name of each engine's session cookie, with the options of the engine applied. */
export function cookieNamesOf(
  start: StartPort,
  options: { readonly serverSide: ServerSideOptions; readonly clientSide: ClientSideOptions },
): CookieNames {
  const defaults = defaultCookieNames(start);
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
    if (name.startsWith(base) && /^(_\d+)?$/.test(rest)) return `${baseNames[otherEngine(engine)]}${rest}`;
  }
  return null;
}
