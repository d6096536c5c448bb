/**
 * What lies open in the Lab, kept while the page is open: the experiment, the variant of each, and what was
 * predicted.
 */
import { useSyncExternalStore } from 'react';
import { EXPERIMENT_NAMES, EXPERIMENTS, type ExperimentName } from '../../server/contract/lab.ts';
import { createValue } from '../model/value.ts';

export interface Desk {
  readonly experiment: ExperimentName;
  readonly variants: Readonly<Partial<Record<ExperimentName, string>>>;
  /** By experiment and variant. */
  readonly guesses: Readonly<Record<string, string>>;
  /** Runs that were put aside to guess anew, by experiment and variant: when they began. */
  readonly putAside: Readonly<Record<string, number>>;
}

const first: ExperimentName = EXPERIMENT_NAMES[0] ?? 'hijack';
const desk = createValue<Desk>({ experiment: first, variants: {}, guesses: {}, putAside: {} });

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

export function variantsOf(experiment: ExperimentName): string[] {
  return Object.keys(EXPERIMENTS[experiment].variants);
}

export function variantOn(current: Desk, experiment: ExperimentName): string {
  return current.variants[experiment] ?? variantsOf(experiment)[0] ?? '';
}

export function keyOf(experiment: ExperimentName, variant: string): string {
  return `${experiment}.${variant}`;
}

function change(next: Partial<Desk>): void {
  desk.set({ ...desk.get(), ...next });
}
