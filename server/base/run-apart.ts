/** Runs one of several tasks. If it throws, the others still run, and its error is thrown separately. */
export function runApart(work: () => void): void {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
