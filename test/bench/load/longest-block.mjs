/**
 * Measures how long the thread that calls this works without a break, in its own processor time: other work of the
 * machine does not count. The result is at most `everyMs` too high.
 */
const everyMs = 5;

export function watchBlocks() {
  let longestMs = 0;
  let last = process.threadCpuUsage();
  const look = () => {
    const now = process.threadCpuUsage();
    longestMs = Math.max(longestMs, (now.user + now.system - last.user - last.system) / 1000);
    last = now;
  };
  setInterval(look, everyMs).unref();
  /** The longest time since the last call, in milliseconds. */
  return () => {
    look();
    const longest = longestMs;
    longestMs = 0;
    return longest;
  };
}
