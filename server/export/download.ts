/** A running download. `giveBack` may be called with each chunk that was sent (see RunningExport). */
export interface Download {
  readonly response: Response;
  readonly giveBack: (chunk: Uint8Array) => void;
}
