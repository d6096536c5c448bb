/**
 * Reports `{ port }` to the process that forked this one, then answers every message with the resources used so far.
 */
export function answerParent(port) {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpuMicroseconds: user + system, residentBytes: process.memoryUsage.rss() });
  });
  process.on('disconnect', () => process.exit(0));
  process.send({ port });
}
