/**
 * A peer's site as a process of its own: node serve.mjs NAME DIR. Tells its parent the port, and its use of CPU when
 * asked.
 */
import { createServer } from 'node:http';
import { answerParent } from '../load/answer-parent.mjs';
import { siteOf } from './sites.mjs';

const [name, dir] = process.argv.slice(2);
const server = createServer(siteOf(name, dir));
server.listen(0, '127.0.0.1', () => answerParent(server.address().port));
