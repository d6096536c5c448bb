/** The layers of server/ and electron/, as ARCHITECTURE.md draws them. */
import { type ImportLine, sourceFile, targetOf } from './import-lines.ts';

/**
 * From the bottom up. A part may import itself and parts of lower ranks. Parts of one rank do not import each other.
 */
const ranks: readonly (readonly string[])[] = [
  ['contract'],
  ['base'],
  ['encodings'],
  ['cookie'],
  ['storage'],
  ['search', 'stores', 'record'],
  ['engines', 'live', 'actors', 'shared-sessions'],
  ['export', 'express'],
  ['targets'],
  ['lab', 'import'],
  ['api'],
  ['app', 'index helpers'],
  ['index'],
  ['cli'],
];

/** The folders inside server/storage, from the bottom up. Files directly in server/storage are above all of them. */
const storageRanks: readonly (readonly string[])[] = [['database'], ['log', 'sessions'], ['']];

const rankOf = rankTable(ranks);
const storageRankOf = rankTable(storageRanks);

/** What the shell may import: the core's entrance, its contract, and what it needs before the core is loaded. */
const openToElectron: ReadonlySet<string> = new Set(['index', 'contract', 'start-options', 'window-files', 'base']);

/** The complaint about one import line of server/, or null if the line is allowed. */
export function judgeServer(line: ImportLine): string | null {
  const { file } = line;
  const target = targetOf(line);
  const part = partOf(file);
  const rank = rankOfPart(file);
  if (rank === undefined) return `server/${part} is not a layer: add it to test/support/layers/server-rules.ts`;
  if (/^(electron|react|react-dom)(\/|$)/.test(target)) return refuse(file, houseOf(target));
  if (target.startsWith('renderer/')) return refuse(file, 'renderer/');
  if (!target.startsWith('server/')) {
    return part === 'contract' && !mayUsePackage(file, target) ? refuse(file, target) : null;
  }
  const targetPart = partOf(target);
  if (targetPart === part) return part === 'storage' ? judgeStorage(file, target) : null;
  return (rankOfPart(target) ?? Number.POSITIVE_INFINITY) < rank ? null : refuse(file, `server/${targetPart}`);
}

/** The complaint about one import line of electron/, or null if the line is allowed. */
export function judgeElectron(line: ImportLine): string | null {
  const target = targetOf(line);
  if (target.startsWith('renderer/')) return refuse(line.file, 'renderer/');
  if (!target.startsWith('server/')) return null;
  const part = partOf(target);
  return openToElectron.has(part) ? null : refuse(line.file, `server/${part}`);
}

/**
 * The contract is loaded with the window, so its packages are counted: the schemas need zod, and one file that views
 * load later has the Public Suffix List.
 */
function mayUsePackage(file: string, target: string): boolean {
  return target === 'zod' || (target === 'tldts' && file === 'server/contract/http/public-suffix.ts');
}

export function refuse(file: string, target: string): string {
  return `${file} may not import ${target}`;
}

/** Distinguishes the package `electron` from our folder electron/. */
export function houseOf(target: string): string {
  return target.startsWith('electron/') ? 'electron/' : target;
}

/** A map from each name to the position of its row, counted from the bottom. */
export function rankTable(rows: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map(rows.flatMap((names, rank) => names.map((name) => [name, rank] as const)));
}

/** server/storage/log/pins.ts -> storage; server/index.ts -> index. */
export function partOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(sourceFile, '');
}

function judgeStorage(file: string, target: string): string | null {
  const [from, to] = [storageFolder(file), storageFolder(target)];
  if (from === to) return null;
  const [fromRank, toRank] = [storageRankOf.get(from), storageRankOf.get(to)];
  if (fromRank === undefined)
    return `server/storage/${from} is not a layer: add it to test/support/layers/server-rules.ts`;
  return toRank !== undefined && toRank < fromRank ? null : refuse(file, `server/storage/${to}`);
}

function storageFolder(path: string): string {
  const parts = path.split('/');
  return parts.length > 3 ? (parts[2] ?? '') : '';
}

/** A file beside server/index.ts helps it. Such a file has the rank of server/app. */
function rankOfPart(path: string): number | undefined {
  const part = partOf(path);
  const isLooseFile = path.split('/').length === 2 && !rankOf.has(part);
  return rankOf.get(isLooseFile ? 'index helpers' : part);
}
