/** A file on its way. `giveBack` may be told of each chunk of it that has left (see RunningExport). */
export interface Download {
  readonly response: Response;
  readonly giveBack: (chunk: Uint8Array) => void;
}
