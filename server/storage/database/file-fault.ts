import { basename } from 'node:path';

/** What happened to a file of an open database. */
export interface FileFault {
  /** `cut`: a file is shorter than it was; `overwritten`: another program wrote into the database itself. */
  readonly trouble: 'gone' | 'replaced' | 'overwritten' | 'cut' | 'journal-gone';
  readonly detail: string;
  /** Data that is committed now does not reach the disk. */
  readonly keepsOut: boolean;
}

export function faultOf(trouble: FileFault['trouble'], file: string, more = '', keepsOut = false): FileFault {
  return { trouble, detail: `${basename(file)}${more}`, keepsOut };
}
