/** Lines for a terminal that may repeat thousands of times. */
export interface CountedLines {
  say(line: string): void;
  /** Writes the count of the repetitions that have not been reported yet. */
  close(): void;
}

/** A line that was written or counted within this time is reported again in the next interval. */
const minuteMs = 60_000;
/** The number of different lines in a minute. Further lines are counted together. */
const mostLines = 50;

/**
 * Writes a line immediately and counts its repetitions. The count is written once a minute, and at the end. A failure
 * of every request is therefore two lines a minute instead of thousands.
 */
export function createCountedLines(say: (line: string) => void): CountedLines {
  let repeated = new Map<string, number>();
  let others = 0;
  let timer: NodeJS.Timeout | null = null;
  const sayCounts = (): void => {
    timer = null;
    const [counts, left] = [repeated, others];
    repeated = new Map();
    others = 0;
    for (const [line, times] of counts) {
      if (times > 0) say(`${line} (${times === 1 ? 'once more' : `${times} times more`})`);
    }
    if (left > 0) say(`Other failures, each of them new: ${left}`);
  };
  return {
    say(line) {
      timer ??= setTimeout(sayCounts, minuteMs).unref();
      const times = repeated.get(line);
      if (times !== undefined) repeated.set(line, times + 1);
      else if (repeated.size >= mostLines) others++;
      else {
        repeated.set(line, 0);
        say(line);
      }
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      sayCounts();
    },
  };
}
