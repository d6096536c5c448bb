/** Rules about files and lines rather than imports. */
import { posix } from 'node:path';
import type { SourceFile } from './import-lines.ts';

const longestLine = 120;

/** One sentence for each stem that two source files of one folder share: `a.ts` beside `a.tsx`. */
export function sharedStems(files: readonly string[]): string[] {
  const seen = new Map<string, string>();
  return files.flatMap((file) => {
    const stem = posix.join(posix.dirname(file), posix.basename(file).replace(/(\.d)?\.(ts|tsx|mts|cts)$/, ''));
    const other = seen.get(stem);
    seen.set(stem, file);
    return other === undefined ? [] : [`${other} and ${file} share a stem`];
  });
}

/** One sentence for each comment line that is longer than 120 characters. The formatter keeps code within that. */
export function longComments({ file, text }: SourceFile): string[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.length <= longestLine || !isComment(line)) return [];
    return [`${file}:${index + 1} has ${line.length} characters`];
  });
}

function isComment(line: string): boolean {
  return /^\s*(\/?\*|\/\/)/.test(line);
}
