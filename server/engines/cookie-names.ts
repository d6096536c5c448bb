import type { ClientSideOptions, ServerSideOptions } from '../contract/engine-options.ts';
import { type EngineName, otherEngine } from '../contract/log-entry.ts';

/**
 * Server-side a name of our own, not `connect.sid`: cookies ignore ports, and apps on localhost that share a name end
 * each other's sessions. Client-side Flask's own, so that a real Flask app with the same secret takes our cookies and
 * we take its.
 */
const baseNames = { 'server-side': 'inspector.sid', 'client-side': 'session' } as const;

export type CookieNames = { readonly [Name in EngineName]: string };

/** Where the site has come to listen, and where it was to. 0: any port. */
export interface StartPort {
  readonly port: number;
  readonly wantedPort: number;
}

/**
 * The names of the cookies where no option says another. A site that did not get its port has the port in them: the
 * program that has the port may be another inspector, and with the same names the two would end each other's sessions
 * in one browser.
 */
export function defaultCookieNames({ port, wantedPort }: StartPort): CookieNames {
  const suffix = wantedPort === 0 || wantedPort === port ? '' : `_${port}`;
  return {
    'server-side': `${baseNames['server-side']}${suffix}`,
    'client-side': `${baseNames['client-side']}${suffix}`,
  };
}

/** What each engine calls its session cookie, by its options. */
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
 * The name of the other engine's cookie, by the name of one: for a file that has only the latter. Null if it is not
 * ours.
 */
export function otherCookieNameBeside(name: string): string | null {
  for (const engine of ['server-side', 'client-side'] as const) {
    const rest = name.slice(baseNames[engine].length);
    if (name.startsWith(baseNames[engine]) && /^(_\d+)?$/.test(rest)) return `${baseNames[otherEngine(engine)]}${rest}`;
  }
  return null;
}
