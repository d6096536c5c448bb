/**
 * The product as a process of its own, with its door for the inspector: node serve-door.mjs DIR. Answers each message
 * with the memory it has, and how late its event loop was since the message before.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startInspector } from '../../../server/index.ts';
import { accessBy } from '../../support/door-token.ts';

const [dataDir] = process.argv.slice(2);
const resolutionMs = 5;
const inspector = await startInspector({ dataDir, port: 0, uiDir: dataDir });
const door = await inspector.openDoor(0);
const delay = monitorEventLoopDelay({ resolution: resolutionMs });
delay.enable();
process.on('message', () => {
  // What is measured is the time between two ticks, of which the pause between them is no delay.
  const late = (ns) => Math.max(0, ns / 1e6 - resolutionMs);
  process.send({
    residentBytes: process.memoryUsage.rss(),
    delayP99Ms: late(delay.percentile(99)),
    delayMaxMs: late(delay.max),
  });
  delay.reset();
});
process.on('disconnect', () => process.exit(0));
process.send({ port: inspector.site.port, ...(await accessBy(door.newLink())) });
