/** Finds circles of files that import each other, by Tarjan's algorithm for strongly connected components. */
import { type ImportLine, targetOf } from './import-lines.ts';

/** Each circle as its files in alphabetical order. Type-only imports count like any other. */
export function circlesOf(imports: readonly ImportLine[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const line of imports) {
    const known = targets.get(line.file) ?? [];
    targets.set(line.file, [...known, targetOf(line)]);
  }
  return stronglyConnected(targets).filter(
    (files) => files.length > 1 || targets.get(files[0] ?? '')?.includes(files[0] ?? ''),
  );
}

interface Visit {
  readonly index: number;
  low: number;
  isOpen: boolean;
}

function stronglyConnected(targets: ReadonlyMap<string, readonly string[]>): string[][] {
  const visits = new Map<string, Visit>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): Visit => {
    const own: Visit = { index: visits.size, low: visits.size, isOpen: true };
    visits.set(file, own);
    open.push(file);
    for (const target of targets.get(file) ?? []) {
      const seen = visits.get(target);
      if (seen?.isOpen) own.low = Math.min(own.low, seen.index);
      else if (seen === undefined && targets.has(target)) own.low = Math.min(own.low, visit(target).low);
    }
    if (own.low === own.index) found.push(closeComponent(file, open, visits));
    return own;
  };
  for (const file of targets.keys()) if (!visits.has(file)) visit(file);
  return found;
}

function closeComponent(root: string, open: string[], visits: ReadonlyMap<string, Visit>): string[] {
  const files = open.splice(open.lastIndexOf(root));
  for (const file of files) {
    const visit = visits.get(file);
    if (visit !== undefined) visit.isOpen = false;
  }
  return files.sort();
}
