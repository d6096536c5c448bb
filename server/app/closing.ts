/** What must be closed, in the order in which it was opened. */
export interface Closing {
  add(step: () => void | Promise<void>): void;
  /** Closes everything, the part that was opened last first. A second call waits for the first. */
  close(): Promise<void>;
}

export function createClosing(): Closing {
  const steps: (() => void | Promise<void>)[] = [];
  let closing: Promise<void> | null = null;
  const closeAll = async () => {
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) await step();
  };
  return {
    add: (step) => void steps.push(step),
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}
