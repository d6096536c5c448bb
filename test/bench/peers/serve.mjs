/**
 * A peer's site in a separate process: node serve.mjs NAME DIR. Sends its port to its parent, and its CPU time on
 * request.
 */
import { createServer } from 'node:http';
import { answerParent } from '../load/answer-parent.mjs';
import { siteOf } from './sites.mjs';

const [name, dir] = process.argv.slice(2);
const server = createServer(siteOf(name, dir));
server.listen(0, '127.0.0.1', () => answerParent(server.address().port));
