/** npm run typecheck: the compiler over the Node side, the page side and the tests that see both. */
import { runScript } from './lib/fail.mjs';
import { packageBin, projectNode } from './lib/node-binary.mjs';
import { run } from './lib/run.mjs';
import { installIfMissing } from './setup.mjs';

await runScript(async () => {
  await installIfMissing();
  const node = await projectNode();
  let failures = 0;
  for (const project of ['tsconfig.node.json', 'tsconfig.web.json', 'tsconfig.e2e.json']) {
    failures += (await run(node, [packageBin('typescript', 'bin', 'tsc'), '--project', project])) === 0 ? 0 : 1;
  }
  return failures === 0 ? 0 : 1;
});
