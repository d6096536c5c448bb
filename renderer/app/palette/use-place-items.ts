import { useMemo } from 'react';
import { useFilter, useInspector } from '../../data/use-inspector.ts';
import { codeOf, ENGINE_OPTIONS, readOption } from '../../model/engine-options.ts';
import { showSetting } from '../../navigation/show-setting.ts';
import { showView } from '../../navigation/use-view.ts';
import { useSavedFilters } from '../../shared/filter/use-saved-filters.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import type { PaletteItem } from './palette-item.ts';
import { LANGUAGE_WORDS, THEME_WORDS } from './search-words.ts';

/** The saved filters: each shows its results. */
export function useFilterItems(): readonly PaletteItem[] {
  const filter = useFilter();
  const { filters } = useSavedFilters();
  return filters.map((text) => ({
    id: `filter ${text}`,
    group: 'filters',
    title: text,
    keys: [],
    isPrivate: true,
    run() {
      showView('live');
      filter.setText(text, true);
    },
  }));
}

/**
 * Settings by their names in the view, and engine options by their names in the frameworks: each leads to its place.
 */
export function useSettingItems(): readonly PaletteItem[] {
  const { commands, engine, appSettings } = useStringsWithLater();
  const settings = useInspector((state) => state.settings);
  const cookieNames = useInspector((state) => state.site?.cookieNames);
  return useMemo(() => {
    if (settings === null) return [];
    const { appearance, site, retention } = appSettings;
    const wordsOf: Partial<Record<string, string>> = {
      [appearance.language]: LANGUAGE_WORDS,
      [appearance.theme]: THEME_WORDS,
    };
    const named = [
      ...[site.recording, site.port, site.idle, retention.entries, retention.bytes, retention.age],
      ...[appearance.language, appearance.theme, appearance.contrast, appearance.layout, commands.singleKeys],
    ].map((name) => settingItem(name, '', wordsOf[name]));
    const options = ENGINE_OPTIONS.map((option) => {
      const now = codeOf(option, readOption(settings, option.id)) ?? cookieNames?.[option.engine] ?? '';
      return settingItem(option.name, commands.optionNow(engine.names[option.engine], now));
    });
    return [...named, ...options];
  }, [settings, cookieNames, commands, engine, appSettings]);
}

function settingItem(name: string, detail = '', words = ''): PaletteItem {
  return {
    id: `setting ${name}`,
    group: 'settings',
    title: name,
    detail,
    words,
    keys: [],
    isOnlyFound: true,
    run: () => showSetting(name),
  };
}
