/** Keeps Node from loading its fetch whenever the core is loaded. */

const MODULE = 'virtual:node-http';

/**
 * A plugin of Vite for bundles that run on Node. An import line of `node:http` reads every export, also the getter of
 * `WebSocket`, for which Node loads undici: 25 ms. A call of `require` reads only what is used.
 */
export function lazyNodeHttp() {
  // The character that Rollup's conventions put before the id of a module that is not a file.
  const id = `\0${MODULE}`;
  return {
    name: 'lazy-node-http',
    enforce: 'pre' as const,
    // Modules of Node count as external before a plugin is asked for them, so they get another name.
    transform: (code: string, file: string) =>
      file.endsWith('.ts') ? code.replace(/ from 'node:http';/g, ` from '${MODULE}';`) : null,
    resolveId: (source: string) => (source === MODULE ? id : null),
    load: (loaded: string) => {
      if (loaded !== id) return null;
      return `import { createRequire } from 'node:module';
export const { Agent, createServer, IncomingMessage, request, Server, ServerResponse, STATUS_CODES } =
  createRequire(import.meta.url)('node:http');`;
    },
  };
}
