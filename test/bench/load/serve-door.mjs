/**
 * The product in a separate process, with its door for the inspector: node serve-door.mjs DIR. Answers each message
 * with its memory, and the delay of its event loop and the longest work without a break since the last message.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startInspector } from '../../../server/index.ts';
import { accessBy } from '../../support/door-token.ts';
import { watchBlocks } from './longest-block.mjs';

const [dataDir] = process.argv.slice(2);
const resolutionMs = 5;
const inspector = await startInspector({ dataDir, port: 0, uiDir: dataDir });
const door = await inspector.openDoor(0);
const delay = monitorEventLoopDelay({ resolution: resolutionMs });
delay.enable();
const longestBlock = watchBlocks();
process.on('message', () => {
  // Measures the time between two ticks; the planned pause between them does not count as a delay.
  const late = (ns) => Math.max(0, ns / 1e6 - resolutionMs);
  process.send({
    residentBytes: process.memoryUsage.rss(),
    delayP99Ms: late(delay.percentile(99)),
    delayMaxMs: late(delay.max),
    longestBlockMs: longestBlock(),
  });
  delay.reset();
});
process.on('disconnect', () => process.exit(0));
process.send({ port: inspector.site.port, ...(await accessBy(door.newLink())) });
