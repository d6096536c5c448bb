import { existsSync, readdirSync } from 'node:fs';
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
 * Serves the built window. The files are listed once, and a path is only ever looked up in that list: `..`, `%2e%2e`, a
 * backslash, a NUL or a link out of the folder can name nothing. Unknown paths are 404.
 */
export function createBuiltUi(uiDir: string): (pathname: string) => Promise<Response> {
  const files = new Map<string, string>();
  if (existsSync(uiDir)) {
    for (const entry of readdirSync(uiDir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(`/${relative(uiDir, path).split(sep).join('/')}`, path);
    }
  }
  return async (pathname) => {
    const name = pathname === '/' ? '/index.html' : pathname;
    const path = files.get(name);
    const contentType = contentTypes[extname(name)];
    if (path === undefined || contentType === undefined) {
      return files.has('/index.html')
        ? problem(404, 'Not found', 'The inspector has no such page.')
        : problem(503, 'The window is not built', 'Run “npm run build” once, then open this address again.');
    }
    // Built files carry a hash of their content in their name; the page itself must be asked for anew.
    const cacheControl = name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return new Response(await readFile(path), {
      headers: { 'Content-Type': contentType, 'Cache-Control': cacheControl },
    });
  };
}
