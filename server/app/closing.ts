/** The opened parts, in the order in which they were opened. They are closed in reverse order. */
export interface Closing {
  add(step: () => void | Promise<void>): void;
  /**
   * Closes all parts, the part that was opened last first. If a step fails, the other steps still run, and the first
   * error is thrown at the end. A second call waits for the first.
   */
  close(): Promise<void>;
}

export function createClosing(): Closing {
  const steps: (() => void | Promise<void>)[] = [];
  let closing: Promise<void> | null = null;
  const closeAll = async () => {
    const errors: unknown[] = [];
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  };
  return {
    add: (step) => void steps.push(step),
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}
