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

/** Everything that is stored between starts: settings, database with its index, and signing secrets. */
export interface Kept {
  readonly dataDir: DataDir;
  readonly settings: LiveSettings;
  readonly storage: Storage;
  readonly search: Search;
  readonly log: Log;
  readonly losses: Losses;
  readonly secrets: SecretRing;
  readonly secretKeeper: SecretKeeper;
  /** Returns the keeper of the secrets of a data folder. Each watched app has a separate data folder. */
  readonly keeperFor: (folder: DataDir) => SecretKeeper;
  /** The problem with the stored settings. Null if there was none. */
  readonly settingsTrouble: SettingsTrouble | null;
  /** Files that could not be used and were renamed. */
  readonly keptAside: readonly KeptAside[];
}
