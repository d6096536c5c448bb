/** What is observed: our own site, or an app of the user's behind a proxy. */
export type TargetKind = 'built-in' | 'proxy';

/** Where a browser visits the target. Before the target runs, `port` is the wanted one. */
export interface TargetAddress {
  readonly url: string;
  readonly port: number;
  /** The port that was asked for. It differs from `port` if it was taken. */
  readonly wantedPort: number;
}

export type TargetState =
  | { readonly state: 'stopped' }
  | { readonly state: 'running' }
  /** It should run, and cannot. */
  | { readonly state: 'failed'; readonly reason: string };
