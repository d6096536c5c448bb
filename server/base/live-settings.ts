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
      const next = settingsSchema.parse(merged(current, change));
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

/** `change` laid over `current` at every depth; what is undefined in the change stays as it is. */
function merged(current: unknown, change: unknown): unknown {
  if (change === undefined) return current;
  if (!isPlainObject(current) || !isPlainObject(change)) return change;
  const keys = new Set([...Object.keys(current), ...Object.keys(change)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(current[key], change[key])]));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
