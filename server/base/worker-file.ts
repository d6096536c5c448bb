/**
 * The file of a worker thread, whose module is in the folder of the module that starts it (`import.meta.url`). It is
 * TypeScript if the server runs from its sources, and JavaScript if it was bundled. Each such module is also an entry
 * of the main bundle, in electron.vite.config.ts.
 */
export function workerFile(name: string, besideModule: string): URL {
  return new URL(`./${name}.${besideModule.endsWith('.ts') ? 'ts' : 'js'}`, besideModule);
}
