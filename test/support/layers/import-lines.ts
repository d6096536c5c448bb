/** Reads the import lines of source files: static, re-exported, dynamic, in types, and the URLs of workers. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

export interface ImportLine {
  /** Path of the importing file, relative to the project, with forward slashes. */
  readonly file: string;
  /** The import as the source writes it. */
  readonly imported: string;
  readonly isTypeOnly: boolean;
  /** True for `import()`. */
  readonly isDynamic: boolean;
}

/** A source file: its path relative to the project, and its text. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

export const sourceFile = /\.(ts|tsx|mts|cts)$/;

/** The source files of server/, electron/ and renderer/. */
export function sourcesOfProject(project: string): SourceFile[] {
  return ['server', 'electron', 'renderer'].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && sourceFile.test(entry.name))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return { file: relative(project, path).split(sep).join('/'), text: readFileSync(path, 'utf8') };
      }),
  );
}

/** The import lines of one source file. */
export function importsOf({ file, text }: SourceFile): ImportLine[] {
  const statements = /^(?:import|export)\s+(?:([^'";]*?)\s*from\s*)?['"]([^'"]+)['"]/gm;
  const expressions = /\bimport\(\s*['"]([^'"]+)['"]|\bnew URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g;
  return [
    ...[...text.matchAll(statements)].map(([, names = '', imported = '']) => ({
      file,
      imported,
      isTypeOnly: importsTypesOnly(names),
      isDynamic: false,
    })),
    ...[...text.matchAll(expressions)].map(([, module, url]) => ({
      file,
      imported: module ?? url ?? '',
      isTypeOnly: false,
      isDynamic: module !== undefined,
    })),
  ];
}

/** What an import names: a path relative to the project without a query such as `?raw`, or the name of a package. */
export function targetOf({ file, imported }: Pick<ImportLine, 'file' | 'imported'>): string {
  if (!imported.startsWith('.')) return imported;
  return posix.join(posix.dirname(file), imported.replace(/\?.*$/, ''));
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
