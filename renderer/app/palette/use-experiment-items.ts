import { useMemo } from 'react';
import { EXPERIMENT_NAMES, EXPERIMENTS } from '../../../server/contract/lab/experiments.ts';
import { openExperiment } from '../../navigation/desk.ts';
import { showView } from '../../navigation/use-view.ts';
import { useExperimentCatalogue } from '../../strings/lab-words.ts';
import type { PaletteItem } from './palette-item.ts';

/** The experiments of the Lab by their names. */
export function useExperimentItems(): readonly PaletteItem[] {
  const catalogue = useExperimentCatalogue();
  return useMemo(
    () =>
      EXPERIMENT_NAMES.map((name) => ({
        id: `experiment ${name}`,
        group: 'lab',
        title: catalogue[name].title,
        also: `lab ${name}`,
        words: EXPERIMENTS[name].findBy,
        keys: [],
        run() {
          openExperiment(name);
          showView('lab');
        },
      })),
    [catalogue],
  );
}
