import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. Every path of the scripts starts there, for any current folder. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder in which the user called npm: npm itself runs every script in the project's. */
export const calledFrom = process.env.INIT_CWD ?? process.cwd();

export const inProject = (...parts) => join(projectRoot, ...parts);

/** Progress and reasons go to stderr: stdout belongs to results and ready lines. */
export const say = (line) => process.stderr.write(`${line}\n`);
