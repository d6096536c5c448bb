import { type Settings, type SettingsChange, settingsSchema } from '../contract/settings.ts';

/** The settings as they are now. Readers either ask each time or subscribe; nobody keeps a copy. */
export interface LiveSettings {
  readonly current: Settings;
  /** Applies a change and tells every subscriber. Returns the settings after it. */
  change(change: SettingsChange): Settings;
  subscribe(listener: (settings: Settings) => void): () => void;
}

export function createLiveSettings(initial: Partial<Settings> = {}): LiveSettings {
  let current = settingsSchema.parse(initial);
  const listeners = new Set<(settings: Settings) => void>();
  return {
    get current() {
      return current;
    },
    change(change) {
      const next = settingsSchema.parse({ ...current, ...withoutUndefined(change) });
      if (JSON.stringify(next) === JSON.stringify(current)) return current;
      current = next;
      for (const listener of listeners) listener(current);
      return current;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function withoutUndefined(change: SettingsChange): SettingsChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
