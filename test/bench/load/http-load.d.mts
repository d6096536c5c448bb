export interface Load {
  readonly count: number;
  readonly seconds: number;
  /** In microseconds, sorted. */
  readonly latencies: Float64Array;
}

export function load(options: {
  port: number;
  path: string;
  cookie: string | null;
  connections: number;
  durationMs: number;
}): Promise<Load>;
export function cookieOf(port: number, path: string): Promise<string | null>;
export function percentile(sorted: Float64Array, share: number): number;
