import { removeLeftPage } from '../api/opening-page.ts';
import { type DataDir, defaultDataDir, prepareDataDir } from '../base/data-dir.ts';
import { keepOddFilesAside } from '../base/keep-aside.ts';
import { createLiveSettings } from '../base/live-settings.ts';
import { openSettingsFile } from '../base/settings-file.ts';
import { messageOf } from '../base/thrown.ts';
import type { EngineName } from '../contract/log-entry.ts';
import { createSecretRing } from '../engines/secret-ring.ts';
import { chooseSecrets, fileSecretKeeper, type SecretKeeper } from '../engines/secrets.ts';
import type { Kept } from './kept.ts';
import { openLog } from './open-log.ts';
import type { StartContext } from './start-context.ts';

export interface KeptOptions {
  readonly dataDir?: string;
  readonly port?: number | undefined;
  readonly engine?: EngineName | undefined;
  readonly secrets?: readonly string[];
  readonly secretKeeper?: (folder: DataDir) => SecretKeeper;
}

/**
 * First step of the start: opens the data folder. If the database cannot be used, the start continues with a temporary
 * one. Throws an InspectorError if the folder is in use or cannot be accessed.
 */
export function openKept(options: KeptOptions, context: StartContext): Kept {
  const { report } = context;
  const dataDir = prepareDataDir(options.dataDir ?? defaultDataDir());
  const keptAside = keepOddFilesAside(dataDir);
  const settingsFile = openSettingsFile(dataDir.settings, (error) => {
    log.addNotice({ code: 'settings-not-kept', reason: messageOf(error) });
    report('keeping the settings', error);
  });
  const settings = createLiveSettings({ engine: options.engine, port: options.port }, settingsFile);
  const { storage, search, log, losses } = openLog(dataDir, settings, keptAside, context);
  removeLeftPage(dataDir.openingPage, report);
  const keeperFor = options.secretKeeper ?? ((folder: DataDir) => fileSecretKeeper(folder.secret));
  const secretKeeper = keeperFor(dataDir);
  const firstSecrets = chooseSecrets(options.secrets, secretKeeper, { mustKeep: storage.state.state === 'kept' });
  const secrets = createSecretRing(firstSecrets, secretKeeper, firstSecrets === options.secrets);
  keptAside.push(...secretKeeper.keptAside);
  return {
    dataDir,
    settings,
    storage,
    search,
    log,
    losses,
    secrets,
    secretKeeper,
    keeperFor,
    settingsTrouble: settingsFile.trouble,
    keptAside,
  };
}
