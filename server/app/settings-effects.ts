import type { LiveSettings } from '../base/live-settings.ts';
import type { Settings, SettingsChange } from '../contract/settings.ts';
import type { SecretsState } from '../contract/workbench.ts';
import type { SecretRing } from '../engines/secret-ring.ts';
import type { Log } from '../record/log.ts';
import type { MovableSite } from '../targets/movable-site.ts';

/**
 * Applies a change of settings; pausing and resuming leave a mark in the log, or the missing requests would look like
 * silence.
 */
export function changeSettings(settings: LiveSettings, change: SettingsChange, log: Log): Settings {
  const before = settings.current.recording;
  const after = settings.change(change);
  if (before !== after.recording) log.addNotice({ code: after.recording ? 'recording-resumed' : 'recording-paused' });
  return after;
}

/** Keeps the site at the port of the settings; each move stands in the log, since every address changes with it. */
export function followPort(
  settings: LiveSettings,
  site: MovableSite,
  to: { log: Log; say: (line: string) => void; onMoved: () => void; report: (what: string, error: unknown) => void },
): void {
  let wanted = settings.current.port;
  const move = async (port: number): Promise<void> => {
    const before = site.port;
    await site.moveTo(port);
    if (site.port !== port && port !== 0) to.log.addNotice({ code: 'port-taken', wanted: port, got: site.port });
    else if (site.port !== before) to.log.addNotice({ code: 'site-moved', port: site.port });
    if (site.port !== before) to.say(`The site listens on port ${site.port} now.`);
    to.onMoved();
  };
  settings.subscribe(({ port }) => {
    if (port === wanted) return;
    wanted = port;
    move(port).catch((error: unknown) => {
      to.log.addNotice({ code: 'port-taken', wanted: port, got: site.port });
      to.report(`moving the site to port ${port}`, error);
    });
  });
}

/** The commands on the signing secrets; each change stands in the log, since it decides which cookies are genuine. */
export function createSecretCommands(
  ring: SecretRing,
  log: Log,
  { state, onChange }: { readonly state: () => SecretsState; readonly onChange: () => void },
) {
  const changed = (change: 'rotated' | 'moved' | 'removed'): SecretsState => {
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
    move(from: number, to: number) {
      ring.move(from, to);
      return changed('moved');
    },
    remove(number: number) {
      ring.remove(number);
      return changed('removed');
    },
  };
}
