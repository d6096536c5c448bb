import { type Dirent, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { problem } from './problem.ts';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Serves the built window. A path is only looked up in the list of the folder's files, so `..`, `%2e%2e`, a backslash,
 * a NUL or a link out of the folder cannot name a file. Unknown paths are 404. The folder is listed again when a path
 * is not in the list, so that a window built later is found. `rootAttributes` are added to the `<html>` tag of the
 * page.
 */
export function createBuiltUi(
  uiDir: string,
  rootAttributes: () => string = () => '',
): (pathname: string) => Promise<Response> {
  let files = filesOf(uiDir);
  return async (pathname) => {
    const name = pathname === '/' ? '/index.html' : pathname;
    if (!files.has(name)) files = filesOf(uiDir);
    const path = files.get(name);
    const contentType = contentTypes[extname(name)];
    const file = path === undefined || contentType === undefined ? null : await contentOf(path);
    if (file === null || contentType === undefined) {
      return files.has('/index.html')
        ? problem(404, 'Not found', 'The inspector has no such page.')
        : problem(503, 'The window is not built', 'Run “npm run build” once, then open this address again.');
    }
    const content = name === '/index.html' ? withRootAttributes(file, rootAttributes()) : file;
    // The names of built files contain a hash of their content. The page itself must be requested again each time.
    const cacheControl = name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return new Response(content, { headers: { 'Content-Type': contentType, 'Cache-Control': cacheControl } });
  };
}

function withRootAttributes(page: Buffer<ArrayBuffer>, attributes: string): string {
  return page.toString('utf8').replace(/<html\b/, `<html${attributes}`);
}

/**
 * The path of every file in the folder by its address. Links are neither listed nor followed. Empty if the folder does
 * not exist.
 */
function filesOf(uiDir: string): Map<string, string> {
  const files = new Map<string, string>();
  const list = (folder: string): void => {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) list(path);
      else if (entry.isFile()) files.set(`/${relative(uiDir, path).split(sep).join('/')}`, path);
    }
  };
  list(uiDir);
  return files;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Null if the file does not exist any more because the window is being rebuilt. */
async function contentOf(path: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}
