/** The models of the tools: fetched once. Rejects if they do not arrive; then the next call tries anew. */
export function loadToolModels() {
  return import('./tool-models.ts');
}
