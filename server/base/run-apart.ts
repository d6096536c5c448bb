/** Runs one piece of work of several: what it throws does not keep the others from running, and surfaces on its own. */
export function runApart(work: () => void): void {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
