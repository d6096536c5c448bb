import { isDeepStrictEqual } from 'node:util';
import { type Settings, type SettingsChange, settingsSchema } from '../contract/settings.ts';

/** The current settings. Readers read them each time or subscribe, and keep no copy. */
export interface LiveSettings {
  readonly current: Settings;
  /** Applies a change and notifies every subscriber. Returns the settings after the change. */
  change(change: SettingsChange): Settings;
  subscribe(listener: (settings: Settings) => void): () => void;
}

/** The storage of the user's choices between starts. */
export interface SettingsKeeper {
  /** The earlier choices: only settings that were changed, so that all others follow the defaults. */
  readonly kept: SettingsChange;
  keep(choices: SettingsChange): void;
}

/**
 * The settings are the defaults, then the kept choices, then the settings of this start. The settings of this start are
 * not kept; every later change is.
 */
export function createLiveSettings(forThisStart: SettingsChange = {}, keeper?: SettingsKeeper): LiveSettings {
  let choices = withoutForgotten(keeper?.kept ?? {});
  let current = settingsSchema.parse([choices, forThisStart].reduce(merged, settingsSchema.parse({})));
  const listeners = new Set<(settings: Settings) => void>();
  return {
    get current() {
      return current;
    },
    change(change) {
      const next = settingsSchema.parse(withoutForgotten(merged(current, change) as SettingsChange));
      choices = withoutForgotten(merged(choices, change) as SettingsChange);
      keeper?.keep(choices);
      if (isDeepStrictEqual(next, current)) return current;
      current = withUntouched(current, next);
      for (const listener of listeners) listener(current);
      return current;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** In a change, null removes a name from the layout. The settings themselves contain no null names. */
function withoutForgotten<T extends { layout?: Readonly<Record<string, string | null>> | undefined }>(settings: T): T {
  if (settings.layout === undefined) return settings;
  const layout = Object.fromEntries(Object.entries(settings.layout).filter(([, value]) => value !== null));
  return { ...settings, layout };
}

/** `change` merged into `current` at every depth; a property that is undefined in the change stays as it is. */
function merged(current: unknown, change: unknown): unknown {
  if (change === undefined) return current;
  if (!isPlainObject(current) || !isPlainObject(change)) return change;
  const keys = new Set([...Object.keys(current), ...Object.keys(change)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(current[key], change[key])]));
}

/**
 * A setting with an unchanged value stays the same object. A reader can therefore compare by identity: the engines
 * make their middleware again when their options are another object.
 */
function withUntouched(before: Settings, after: Settings): Settings {
  const earlier = new Map<string, unknown>(Object.entries(before));
  const kept = Object.entries(after).map(([name, value]) => {
    const was = earlier.get(name);
    return [name, isDeepStrictEqual(was, value) ? was : value];
  });
  return Object.fromEntries(kept);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
