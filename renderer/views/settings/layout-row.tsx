import { useSyncExternalStore } from 'react';
import { useLayoutKeeper } from '../../data/use-inspector.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { SettingRow } from './setting-row.tsx';

/** All that is remembered of sizes, columns and views, as one setting: it can only be forgotten here. */
export function LayoutRow() {
  const t = useStringsWithLater().appSettings.appearance;
  const layout = useLayoutKeeper();
  const isChanged = useSyncExternalStore(layout.subscribe, layout.chosenCount) > 0;
  return (
    <SettingRow name={t.layout} why={t.layoutWhy} first={t.layoutFirst} isChanged={isChanged}>
      <Button isUnavailable={!isChanged} onClick={layout.forget}>
        {t.forgetLayout}
      </Button>
    </SettingRow>
  );
}
