export function pacedLoad(options: {
  readonly port: number;
  readonly path: string;
  readonly cookie: string | readonly string[] | null;
  readonly perSecond: number;
  readonly durationMs: number;
}): Promise<Float64Array>;
