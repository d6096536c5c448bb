/**
 * The product in browser mode as a process of its own: node serve-window.mjs UI_DIR DATA_DIR. Tells its parent both
 * addresses.
 */
import { startInspector } from '../../../server/index.ts';

const [uiDir, dataDir] = process.argv.slice(2);
const inspector = await startInspector({ dataDir, port: 0, uiDir });
const door = await inspector.openDoor(0);
process.on('disconnect', () => process.exit(0));
process.send({ port: inspector.site.port, window: door.newLink() });
