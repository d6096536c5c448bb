import type { Shard } from './shard.ts';

/** Receives the ids that were added in a range which a search may have passed already. */
export type AddedListener = (ids: readonly number[]) => void;

/** The range of the log that is indexed. */
export interface Coverage {
  /** All ids with `from <= id < to` are indexed, without a gap. */
  readonly from: number;
  readonly to: number;
}

/** The part of an index that a search needs. */
export interface IndexView {
  readonly coverage: Coverage | null;
  shardOf(id: number): Shard | null;
  coveredBelow(id: number): number;
  onAdded(listener: AddedListener): () => void;
}

/** An empty index: everything is read from the log. */
export const NO_INDEX: IndexView = {
  coverage: null,
  shardOf: () => null,
  coveredBelow: () => -1,
  onAdded: () => () => {},
};
