/** Says of each import line whether the layers of ARCHITECTURE.md allow it. */
import type { ImportLine } from './import-lines.ts';
import { judgeElectron, judgeServer } from './server-rules.ts';
import { judgeWindow } from './window-rules.ts';

/** One sentence for each import line that the layers do not allow. */
export function violations(imports: readonly ImportLine[]): string[] {
  return imports.flatMap((line) => {
    const complaint = judge(line);
    return complaint === null ? [] : [complaint];
  });
}

function judge(line: ImportLine): string | null {
  const [house] = line.file.split('/');
  if (house === 'server') return judgeServer(line);
  return house === 'electron' ? judgeElectron(line) : judgeWindow(line);
}
