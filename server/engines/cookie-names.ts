import type { ClientSideOptions, ServerSideOptions } from '../contract/engine-options.ts';
import { type EngineName, otherEngine } from '../contract/log-entry.ts';
import { settingsSchema } from '../contract/settings.ts';

/**
 * Names of our own, neither `connect.sid` nor Flask's `session`: cookies ignore ports, and apps on localhost that share
 * a name end each other's sessions.
 */
const baseNames = { 'server-side': 'inspector.sid', 'client-side': 'inspector.session' } as const;
/** What the client-side engine called its cookie before: for files of that time. */
const formerClientSideName = 'session';
/** One program alone can have this port: it has the names without a port in them. */
const plainPort = settingsSchema.parse({}).port;

export type CookieNames = { readonly [Name in EngineName]: string };

/** Where the site has come to listen, and where it was to. 0: any port. */
export interface StartPort {
  readonly port: number;
  readonly wantedPort: number;
}

/**
 * The names of the cookies where no option says another. At every port but the default one the port is in them: with
 * the same names two inspectors would end each other's sessions in one browser. A site that may have any port has
 * another one at each start, and keeps the plain names, so that its sessions go on.
 */
export function defaultCookieNames({ port, wantedPort }: StartPort): CookieNames {
  const suffix = wantedPort === 0 || port === plainPort ? '' : `_${port}`;
  return {
    'server-side': `${baseNames['server-side']}${suffix}`,
    'client-side': `${baseNames['client-side']}${suffix}`,
  };
}

/** The name of each engine's session cookie, by the options of the engine. */
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

/** The cookie name of the other engine, for a file that has only one name. Null if the name is not ours. */
export function otherCookieNameBeside(name: string): string | null {
  const known = [...Object.entries(baseNames), ['client-side', formerClientSideName]] as [EngineName, string][];
  for (const [engine, base] of known) {
    const rest = name.slice(base.length);
    if (name.startsWith(base) && /^(_\d+)?$/.test(rest)) return `${baseNames[otherEngine(engine)]}${rest}`;
  }
  return null;
}
