import type { Clock } from '../base/clock.ts';
import type { ClientSideOptions, ServerSideOptions } from '../contract/engine-options.ts';
import type { EngineName } from '../contract/log-entry.ts';
import { createClientSideEngine } from './client-side-engine.ts';
import type { CookieNames } from './cookie-names.ts';
import type { SessionEngine } from './engine.ts';
import { createServerSideEngine, type ServerSideEngineOptions } from './server-side-engine.ts';

export interface EnginesOptions {
  readonly store: ServerSideEngineOptions['store'];
  readonly clock: Clock;
  /** Read at each request, like the secrets and the options. */
  readonly cookieNames: () => CookieNames;
  readonly secrets: () => readonly string[];
  readonly serverSide: () => ServerSideOptions;
  readonly clientSide: () => ClientSideOptions;
  /** Called with a change of a session that failed in a request without an observation. */
  readonly onUnobservedFailure?: () => void;
}

/** Both engines, over one store. */
export function createEngines(options: EnginesOptions): { readonly [Name in EngineName]: SessionEngine } {
  const { store, clock, cookieNames, secrets, serverSide, clientSide, onUnobservedFailure } = options;
  return {
    'server-side': createServerSideEngine({
      store,
      secrets,
      cookieName: () => cookieNames()['server-side'],
      clock,
      options: serverSide,
      ...(onUnobservedFailure === undefined ? {} : { onUnobservedFailure }),
    }),
    'client-side': createClientSideEngine({
      secrets,
      cookieName: () => cookieNames()['client-side'],
      clock,
      options: clientSide,
    }),
  };
}
