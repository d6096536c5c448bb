import type { Json } from '../../../server/contract/json.ts';
import { jsonEqual } from '../../model/json-equal.ts';

/** The two sides of one part of a comparison, as JSON, so that a tree can show the differences. */
export interface ComparedPart {
  readonly id: string;
  readonly title: string;
  readonly a: Json;
  readonly b: Json;
}

/** How many of the parts differ. */
export function differingParts(parts: readonly ComparedPart[]): number {
  return parts.filter(({ a, b }) => !jsonEqual(a, b)).length;
}
