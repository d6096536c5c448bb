/** The models of the tools, loaded once. Rejects if they cannot be loaded; the next call tries again. */
export function loadToolModels() {
  return import('./tool-models.ts');
}
