import { lastOf } from '../base/last-of.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import type { Settings } from '../contract/settings.ts';

/**
 * The settings of one workspace. Whether it records and the limits of its log belong to the workspace; all others
 * belong to the app. A change is passed to the owner of the setting.
 */
export function workspaceSettings(app: LiveSettings, own: LiveSettings): LiveSettings {
  const both = lastOf((ofApp: Settings, ofOwn: Settings): Settings => {
    const { recording, retention } = ofOwn;
    return { ...ofApp, recording, retention };
  });
  const current = () => both(app.current, own.current);
  return {
    get current() {
      return current();
    },
    change({ recording, retention, ...others }) {
      if (recording !== undefined || retention !== undefined) own.change({ recording, retention });
      if (Object.values(others).some((value) => value !== undefined)) app.change(others);
      return current();
    },
    subscribe(listener) {
      const tell = () => listener(current());
      const ends = [app.subscribe(tell), own.subscribe(tell)];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
