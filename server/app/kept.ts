import type { DataDir } from '../base/data-dir.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import type { SettingsTrouble } from '../base/settings-file.ts';
import type { KeptAside } from '../contract/kept-aside.ts';
import type { SecretRing } from '../engines/secret-ring.ts';
import type { SecretKeeper } from '../engines/secrets.ts';
import type { Log } from '../record/log.ts';
import type { Losses } from '../record/losses.ts';
import type { Search } from '../search/search.ts';
import type { Storage } from '../storage/storage.ts';

/** Everything that outlives a start: settings, database with its index, and signing secrets. */
export interface Kept {
  readonly dataDir: DataDir;
  readonly settings: LiveSettings;
  readonly storage: Storage;
  readonly search: Search;
  readonly log: Log;
  readonly losses: Losses;
  readonly secrets: SecretRing;
  readonly secretKeeper: SecretKeeper;
  /** Keeps the secrets of a folder: that of a watched app has its own. */
  readonly keeperFor: (folder: DataDir) => SecretKeeper;
  /** What was wrong with the kept settings, null if nothing was. */
  readonly settingsTrouble: SettingsTrouble | null;
  /** Files that could not be used and were renamed. */
  readonly keptAside: readonly KeptAside[];
}
