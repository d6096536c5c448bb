/**
 * Who may import whom, as ARCHITECTURE.md draws it, and a reader of import lines that finds where the code says
 * otherwise.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

export interface ImportLine {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** As written. */
  readonly imported: string;
  readonly isTypeOnly: boolean;
}

/** From the bottom up: a part may import parts of lower ranks and itself. Parts of one rank do not know each other. */
const ranks: readonly (readonly string[])[] = [
  ['contract'],
  ['base'],
  ['cookie'],
  ['store'],
  ['session', 'search'],
  ['record'],
  ['live'],
  ['actors', 'export'],
  ['lab'],
  ['site', 'import'],
  ['api'],
  ['index helpers'],
  ['index'],
  ['cli'],
];
const rankOf = new Map(ranks.flatMap((parts, rank) => parts.map((part) => [part, rank] as const)));

/**
 * The core's door, what it speaks, and what can be had without loading it: the command line, the place of the data,
 * the files of the window.
 */
const openToElectron: ReadonlySet<string> = new Set(['index', 'contract', 'start-options', 'window-files', 'base']);

const sourceFile = /\.(ts|tsx|mts|cts)$/;

/** One sentence for each import that runs uphill. */
export function violations(imports: readonly ImportLine[]): string[] {
  return imports.flatMap((line) => {
    const complaint = judge(line);
    return complaint === null ? [] : [complaint];
  });
}

/** The import lines of server/, electron/ and renderer/. */
export function importsOfProject(project: string): ImportLine[] {
  return ['server', 'electron', 'renderer'].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && sourceFile.test(entry.name))
      .flatMap((entry) => {
        const path = join(entry.parentPath, entry.name);
        const file = relative(project, path).split(sep).join('/');
        return importsOf(readFileSync(path, 'utf8')).map((found) => ({ file, ...found }));
      }),
  );
}

/** What one source text imports: static, re-exported, dynamic, in types, and as the URL of a worker. */
export function importsOf(source: string): Omit<ImportLine, 'file'>[] {
  const statements = /^(?:import|export)\s+(?:([^'";]*?)\s*from\s*)?['"]([^'"]+)['"]/gm;
  const expressions = /\bimport\(\s*['"]([^'"]+)['"]|\bnew URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g;
  return [
    ...[...source.matchAll(statements)].map(([, names = '', imported = '']) => ({
      imported,
      isTypeOnly: importsTypesOnly(names),
    })),
    ...[...source.matchAll(expressions)].map(([, module, url]) => ({
      imported: module ?? url ?? '',
      isTypeOnly: false,
    })),
  ];
}

function importsTypesOnly(names: string): boolean {
  if (/^type\b/.test(names)) return true;
  const braces = /^\{([^}]*)\}$/.exec(names);
  const listed =
    braces?.[1]
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '') ?? [];
  return listed.length > 0 && listed.every((name) => name.startsWith('type '));
}

function judge({ file, imported, isTypeOnly }: ImportLine): string | null {
  const target = imported.startsWith('.') ? posix.join(posix.dirname(file), imported) : imported;
  const [house] = file.split('/');
  if (house === 'server') return judgeServer(file, target);
  if (house === 'electron') return judgeElectron(file, target);
  return judgeRenderer(file, target, isTypeOnly);
}

function judgeServer(file: string, target: string): string | null {
  const part = serverPart(file);
  const rank = rankOfPart(file);
  if (rank === undefined) return `server/${part} is no layer: name it in test/support/layers.ts`;
  if (/^(electron|react|react-dom)(\/|$)/.test(target)) return refuse(file, houseOf(target));
  if (target.startsWith('renderer/')) return refuse(file, 'renderer/');
  if (!target.startsWith('server/')) {
    return part === 'contract' && target !== 'zod' ? refuse(file, target) : null;
  }
  const targetPart = serverPart(target);
  const isDownhill = targetPart === part || (rankOfPart(target) ?? Number.POSITIVE_INFINITY) < rank;
  return isDownhill ? null : refuse(file, `server/${targetPart}`);
}

function judgeElectron(file: string, target: string): string | null {
  if (target.startsWith('renderer/')) return refuse(file, 'renderer/');
  if (!target.startsWith('server/')) return null;
  const part = serverPart(target);
  return openToElectron.has(part) ? null : refuse(file, `server/${part}`);
}

function judgeRenderer(file: string, target: string, isTypeOnly: boolean): string | null {
  if (target.startsWith('node:') || /^electron(\/|$)/.test(target)) return refuse(file, houseOf(target));
  if (!target.startsWith('server/')) return null;
  const part = serverPart(target);
  if (part === 'contract') return null;
  if (target === 'server/api/router.ts') {
    return isTypeOnly ? null : `${file} may import only the type of server/api/router`;
  }
  return refuse(file, part === 'api' ? target.replace(sourceFile, '') : `server/${part}`);
}

function refuse(file: string, target: string): string {
  return `${file} may not import ${target}`;
}

/** The package `electron` and our folder electron/ are two things. */
function houseOf(target: string): string {
  return target.startsWith('electron/') ? 'electron/' : target;
}

/** server/storage/database/database.ts -> store; server/index.ts -> index. */
function serverPart(path: string): string {
  return (path.split('/')[1] ?? '').replace(sourceFile, '');
}

/** A loose file beside server/index.ts helps it, and knows no more than it does. */
function rankOfPart(path: string): number | undefined {
  const part = serverPart(path);
  const isLooseFile = path.split('/').length === 2 && !rankOf.has(part);
  return rankOf.get(isLooseFile ? 'index helpers' : part);
}
