/** The product as a process of its own, with its door for the inspector: node serve-door.mjs DIR. Tells what it uses when it is asked. */
import { startInspector } from '../../../server/index.ts';

const [dataDir] = process.argv.slice(2);
const inspector = await startInspector({ dataDir, port: 0, uiDir: dataDir });
const door = await inspector.openDoor(0);
process.on('message', () => process.send({ residentBytes: process.memoryUsage.rss() }));
process.on('disconnect', () => process.exit(0));
process.send({ port: inspector.site.port, origin: new URL(door.url).origin, token: door.token });
