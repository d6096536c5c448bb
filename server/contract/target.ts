/** The kind of an observed app: the tutorial site, or an app of the user behind a proxy. */
export type TargetKind = 'built-in' | 'proxy';

/** The address of the target for a browser. Before the target runs, `port` is the wanted port. */
export interface TargetAddress {
  readonly url: string;
  readonly port: number;
  /** The configured port. It differs from `port` if it was in use. */
  readonly wantedPort: number;
}

export type TargetState =
  | { readonly state: 'stopped' }
  | { readonly state: 'running' }
  /** The target should run but cannot. */
  | { readonly state: 'failed'; readonly reason: string };
