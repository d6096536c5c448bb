import { basename } from 'node:path';

/** How another program changed a file of an open database. */
export interface FileFault {
  /** `cut`: a file is shorter than it was; `overwritten`: another program wrote into the database itself. */
  readonly trouble: 'gone' | 'replaced' | 'overwritten' | 'cut' | 'journal-gone';
  readonly detail: string;
  /** Whether data that is committed from now on does not reach the disk. */
  readonly keepsOut: boolean;
}

export function faultOf(trouble: FileFault['trouble'], file: string, more = '', keepsOut = false): FileFault {
  return { trouble, detail: `${basename(file)}${more}`, keepsOut };
}
