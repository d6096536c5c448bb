/** The product as a proxy in a separate process: node serve-watched.mjs PORT DIR [STORE]. Everything is recorded. */
import { startInspector } from '../../../server/index.ts';
import { answerParent } from './answer-parent.mjs';

const [port, dataDir, store] = process.argv.slice(2);
const watch = [{ url: `http://127.0.0.1:${port}`, port: 0, ...(store === undefined ? {} : { store }) }];
const inspector = await startInspector({ dataDir, port: 0, uiDir: dataDir, watch });
answerParent(Number(new URL(inspector.watching[0].open).port));
