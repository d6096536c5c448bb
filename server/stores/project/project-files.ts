import { constants } from 'node:fs';
import { open, opendir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** The files and folders of a project that can show where it keeps its sessions. Paths are relative to the project. */
export interface ProjectFiles {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

const deepest = 4;
const mostEntries = 5_000;
const mostBytes = 256 * 1024;
const passedOver = /^(?:node_modules|vendor|venv|\.venv|env|dist|build|target|__pycache__|\..+)$/;

/** Lists a project without following links, and without the folders of its packages. Rejects if it is not a folder. */
export async function listProject(root: string): Promise<ProjectFiles> {
  const files: string[] = [];
  const folders: string[] = [];
  const waiting: { readonly path: string; readonly depth: number }[] = [{ path: root, depth: 0 }];
  for (let seen = 0; waiting.length > 0 && seen < mostEntries; ) {
    const { path, depth } = waiting.shift() ?? { path: root, depth: 0 };
    const folder = await opendir(path).catch((error: unknown) => {
      if (path === root) throw error;
      return null;
    });
    if (folder === null) continue;
    for await (const entry of folder) {
      if (++seen > mostEntries) break;
      const own = join(path, entry.name);
      if (entry.isFile()) files.push(relative(root, own));
      else if (entry.isDirectory() && !passedOver.test(entry.name)) {
        folders.push(relative(root, own));
        if (depth < deepest) waiting.push({ path: own, depth: depth + 1 });
      }
    }
  }
  return { files: files.sort(), folders: folders.sort() };
}

/** The beginning of a text file. An empty text if it cannot be read. Nothing of it is executed. */
export async function readText(root: string, path: string): Promise<string> {
  try {
    const file = await open(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
