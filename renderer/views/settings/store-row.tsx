import { useState } from 'react';
import { type Settings, sessionStoreSchema } from '../../../server/contract/settings.ts';
import type { SharedStore } from '../../../server/contract/shared-store.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { DEFAULTS } from '../../model/defaults.ts';
import { storeAwaySentence } from '../../sentences/shared-store-sentence.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { TextField } from '../../ui/text-field.tsx';
import styles from './setting-row.module.css';
import { type RowNote, SettingRow } from './setting-row.tsx';

const example = 'redis://127.0.0.1:6379';

/** Where the sessions of the site are stored. An empty field means the database of the app. */
export function StoreRow({ settings }: { settings: Settings }) {
  const { appSettings, storage } = useStringsWithLater();
  const t = appSettings.site;
  const { changeSettings } = useCommands();
  const shared = useInspector((state) => state.status?.sharedStore);
  // Null while the user is not typing. The field then shows the value, also if another window changes it.
  const [typed, setTyped] = useState<string | null>(null);
  const value = settings.sessionStore;
  const address = typed?.trim() ?? value;
  const isWrong = !sessionStoreSchema.safeParse(address).success;

  const commit = () => {
    if (typed === null || isWrong) return;
    setTyped(null);
    if (address !== value) void changeSettings({ sessionStore: address });
  };
  const away = storeAwaySentence(shared, storage);
  const notes: RowNote[] = [
    away === null
      ? { tone: 'info', text: t.storeNow(shared === undefined ? t.ownDatabase : shared.shown) }
      : { tone: 'warn', text: away },
    ...(isInUse(value, shared) ? [] : [{ tone: 'warn', text: t.storeNext } as const]),
    ...(value === '' ? [] : [{ tone: 'info', text: t.storePassword } as const]),
  ];
  return (
    <SettingRow
      name={t.store}
      why={t.storeWhy}
      first={t.ownDatabase}
      isChanged={value !== DEFAULTS.sessionStore}
      onReset={() => void changeSettings({ sessionStore: DEFAULTS.sessionStore })}
      notes={notes}
    >
      <fieldset aria-label={t.store} className={styles.address} onBlur={commit}>
        <TextField
          label={t.store}
          value={typed ?? value}
          placeholder={example}
          onChange={setTyped}
          onSubmit={commit}
          error={isWrong ? t.storeWrong : undefined}
        />
      </fieldset>
    </SettingRow>
  );
}

/** The place that is in use is shown without the parameters of its address. */
function isInUse(value: string, shared: SharedStore | undefined): boolean {
  return (shared?.shown ?? '') === value.replace(/\?.*$/, '').replace(/^valkey(?=s?:)/, 'redis');
}
