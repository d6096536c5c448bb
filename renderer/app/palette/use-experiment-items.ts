import { useMemo } from 'react';
import { EXPERIMENT_NAMES } from '../../../server/contract/lab.ts';
import { openExperiment } from '../../navigation/desk.ts';
import { showView } from '../../navigation/use-view.ts';
import { useLabStrings } from '../../strings/use-lab-strings.ts';
import type { PaletteItem } from './palette-item.ts';
import { EXPERIMENT_WORDS } from './search-words.ts';

/** The experiments of the Lab by their names. */
export function useExperimentItems(): readonly PaletteItem[] {
  const { experiments } = useLabStrings();
  return useMemo(
    () =>
      EXPERIMENT_NAMES.map((name) => ({
        id: `experiment ${name}`,
        group: 'lab',
        title: experiments[name].title,
        also: `lab ${name}`,
        words: EXPERIMENT_WORDS[name],
        keys: [],
        run() {
          openExperiment(name);
          showView('lab');
        },
      })),
    [experiments],
  );
}
