/** The state of the Lab, kept while the page is open: the experiment, the variant of each, and the predictions. */
import { useSyncExternalStore } from 'react';
import type { ExperimentName } from '../../server/contract/lab/experiments.ts';
import { createValue } from '../model/value.ts';

export interface Desk {
  /** Null if the user has not chosen one: the Lab shows its first. */
  readonly experiment: ExperimentName | null;
  readonly variants: Readonly<Partial<Record<ExperimentName, string>>>;
  /** By experiment and variant. */
  readonly guesses: Readonly<Record<string, string>>;
  /** Runs that are hidden for a new prediction, by experiment and variant: their start times. */
  readonly putAside: Readonly<Record<string, number>>;
}

const desk = createValue<Desk>({ experiment: null, variants: {}, guesses: {}, putAside: {} });

export function useDesk(): Desk {
  return useSyncExternalStore(desk.subscribe, desk.get);
}

export function openExperiment(experiment: ExperimentName): void {
  change({ experiment });
}

export function chooseVariant(experiment: ExperimentName, variant: string): void {
  change({ variants: { ...desk.get().variants, [experiment]: variant } });
}

export function guess(key: string, answer: string): void {
  change({ guesses: { ...desk.get().guesses, [key]: answer } });
}

/** Puts the run of a variant aside, and the guess on it. */
export function guessAnew(key: string, startedAtMs: number): void {
  const { [key]: _, ...guesses } = desk.get().guesses;
  change({ guesses, putAside: { ...desk.get().putAside, [key]: startedAtMs } });
}

export function keyOf(experiment: ExperimentName, variant: string): string {
  return `${experiment}.${variant}`;
}

function change(next: Partial<Desk>): void {
  desk.set({ ...desk.get(), ...next });
}
