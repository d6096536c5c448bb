/**
 * The product in browser mode in a separate process: node serve-window.mjs UI_DIR DATA_DIR. Sends both addresses to its
 * parent.
 */
import { startInspector } from '../../../server/index.ts';

const [uiDir, dataDir] = process.argv.slice(2);
const inspector = await startInspector({ dataDir, port: 0, uiDir });
const door = await inspector.openDoor(0);
process.on('disconnect', () => process.exit(0));
process.send({ port: inspector.site.port, window: door.newLink() });
