import { readdirSync, readFileSync } from 'node:fs';

/**
 * The processes of this machine whose command line names a folder: every process of a desktop app names its data
 * folder (its profile lives there). Read from /proc; elsewhere nothing is found.
 */
export function processesNaming(folder: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => commandLine(pid).includes(folder))
    .map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has ended in the meantime.
    return '';
  }
}
