import type { ValueNode } from '../contract/value-tree.ts';

/** A value of a pickle while it is built: lists and dicts still grow, and may contain themselves. */
export type Build =
  | { readonly kind: 'scalar'; readonly at: number; readonly node: ValueNode }
  | { readonly kind: 'list'; readonly at: number; readonly type: string; readonly items: Build[] }
  | { readonly kind: 'dict'; readonly at: number; readonly entries: [Build, Build][] }
  | { readonly kind: 'global'; readonly at: number; readonly name: string }
  | BuildCall;

export interface BuildCall {
  readonly kind: 'call';
  readonly at: number;
  /** `new`: an object of a class. `reduce`: the result of a function call. */
  readonly how: 'reduce' | 'new';
  readonly called: Build;
  readonly args: readonly Build[];
  named?: Build;
  state: Build | null;
  /** The items that are added to the result afterwards, as to a list or a dict. */
  items?: Build[];
  entries?: [Build, Build][];
}
