/** The product's site in a separate process: node serve-inspector.mjs ENGINE DIR. Everything is recorded, as always. */
import { startInspector } from '../../../server/index.ts';
import { answerParent } from './answer-parent.mjs';

const [engine, dataDir] = process.argv.slice(2);
const inspector = await startInspector({ engine, dataDir, port: 0, uiDir: dataDir });
answerParent(inspector.site.port);
