#!/usr/bin/env node
// The command `session-inspector`. Every Node that people may still have must be able to read it: an old one has to get
// the sentence below, not a syntax error.
const oldestMajor = 22;
const { node } = process.versions;

if (Number.parseInt(node, 10) < oldestMajor) {
  process.stderr.write(`Session Inspector needs Node ${oldestMajor} or newer, and this is Node ${node}.\n`);
  process.exitCode = 1;
} else {
  keepCompiled();
  import('../out/main/cli.js');
}

/** Compiled code is kept beside the code: whoever can write there can change the program anyway. */
function keepCompiled() {
  if (process.env.NODE_COMPILE_CACHE) return;
  const { enableCompileCache } = require('node:module');
  enableCompileCache(require('node:path').join(__dirname, '..', '.compiled'));
}
