import { watchBlocks } from './longest-block.mjs';

/**
 * Reports `{ port }` to the process that forked this one, then answers every message with the resources used so far,
 * and the longest time without a break since the last message.
 */
export function answerParent(port) {
  const longestBlock = watchBlocks();
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send({
      cpuMicroseconds: user + system,
      residentBytes: process.memoryUsage.rss(),
      longestBlockMs: longestBlock(),
    });
  });
  process.on('disconnect', () => process.exit(0));
  process.send({ port });
}
