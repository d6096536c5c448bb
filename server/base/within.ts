/**
 * Null if the promise takes longer. Node runs timers before it reads its sockets: if this process itself was held up,
 * an answer that has arrived meanwhile is read first, so that no other program is blamed.
 */
export function within<T>(promise: Promise<T>, limitMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve, null), limitMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
