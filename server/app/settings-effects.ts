import type { LiveSettings } from '../base/live-settings.ts';
import { engineNameSchema, type Notice } from '../contract/log-entry.ts';
import type { Settings, SettingsChange } from '../contract/settings.ts';
import type { SecretsState } from '../contract/workbench.ts';
import type { CookieNames } from '../engines/cookie-names.ts';
import type { SecretRing } from '../engines/secret-ring.ts';
import type { Log } from '../record/log.ts';
import type { Target } from '../targets/target.ts';
import type { Kept } from './kept.ts';
import type { StartContext } from './start-context.ts';

/**
 * Applies a change of settings. Pausing and resuming are noted in the log, because the missing requests would otherwise
 * look like a time without traffic.
 */
export function changeSettings(settings: LiveSettings, change: SettingsChange, log: Log): Settings {
  const before = settings.current.recording;
  const after = settings.change(change);
  if (before !== after.recording) log.addNotice({ code: after.recording ? 'recording-resumed' : 'recording-paused' });
  return after;
}

/** Moves the target to the port of the settings. The log notes each move, since every address changes with it. */
export function followPort(
  { settings, log }: Pick<Kept, 'settings' | 'log'>,
  target: Target,
  { changes, say, report }: StartContext,
): void {
  let wanted = settings.current.port;
  const move = async (port: number): Promise<void> => {
    const before = target.address.port;
    await target.moveTo(port);
    const now = target.address.port;
    if (now !== port && port !== 0) log.addNotice({ code: 'port-taken', wanted: port, got: now });
    else if (now !== before) log.addNotice({ code: 'site-moved', port: now });
    if (now !== before) say(`The site listens on port ${now} now.`);
    changes.tell('moved', null);
  };
  settings.subscribe(({ port }) => {
    if (port === wanted) return;
    wanted = port;
    move(port).catch((error: unknown) => {
      log.addNotice({ code: 'port-taken', wanted: port, got: target.address.port });
      report(`moving the site to port ${port}`, error);
    });
  });
}

/** Notes in the log when the cookie name of an engine changes, since every visitor then starts a new session. */
export function followCookieNames(
  { settings, log }: Pick<Kept, 'settings' | 'log'>,
  cookieNames: () => CookieNames,
  { changes }: Pick<StartContext, 'changes'>,
): void {
  let before = cookieNames();
  settings.subscribe(() => {
    const now = cookieNames();
    const renamed = engineNameSchema.options.filter((engine) => now[engine] !== before[engine]);
    before = now;
    for (const engine of renamed) log.addNotice({ code: 'cookie-renamed', engine, name: now[engine] });
    // Every window gets the new description of the site.
    if (renamed.length > 0) changes.tell('moved', null);
  });
}

type SecretsChange = Extract<Notice, { code: 'secrets-changed' }>['change'];

export interface SecretCommandOptions {
  readonly state: () => SecretsState;
  readonly onChange: () => void;
  readonly isOwn: boolean;
}

/**
 * The commands on secrets. Each change is recorded in the log, because it decides which cookies are genuine. `isOwn` is
 * true if this inspector signs with the secrets, and false for the secrets of a watched app.
 */
export function createSecretCommands(ring: SecretRing, log: Log, { state, onChange, isOwn }: SecretCommandOptions) {
  const changed = (change: SecretsChange): SecretsState => {
    log.addNotice({ code: 'secrets-changed', change, count: ring.all.length });
    onChange();
    return state();
  };
  return {
    state,
    reveal: (number: number) => ({ text: ring.at(number) }),
    rotate() {
      ring.rotate();
      return changed('rotated');
    },
    add(text: string) {
      ring.add(text);
      return changed(isOwn ? 'added' : 'given');
    },
    move(from: number, to: number) {
      ring.move(from, to);
      return changed('moved');
    },
    remove(number: number) {
      ring.remove(number);
      return changed(isOwn ? 'removed' : 'withdrawn');
    },
  };
}
