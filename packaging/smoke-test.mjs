/**
 * Starts the app that `npm run package` has just packed for this system, from the folder that electron-builder leaves
 * unpacked in dist/: reads its fuses, asks its site, and ends it. For the release workflow, on each system.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runScript, ScriptFailure } from '../scripts/lib/fail.mjs';
import { inProject, say } from '../scripts/lib/project.mjs';
import { fuses } from './fuses.mjs';

// That of the project: electron-builder brings an older one, which does not export the states.
const { FuseState, FuseV1Options, getCurrentFuseWire } = createRequire(inProject('package.json'))('@electron/fuses');

await runScript(async () => {
  const program = packedProgram();
  await checkFuses(program);
  await checkStart(program);
  say(`${program} starts, and its fuses are set.`);
  return 0;
});

function packedProgram() {
  const dist = inProject('dist');
  for (const name of readdirSync(dist)) {
    if (/^linux(-\w+)?-unpacked$/.test(name)) return join(dist, name, 'session-inspector');
    if (/^win(-\w+)?-unpacked$/.test(name)) return join(dist, name, 'session-inspector.exe');
    if (/^mac(-\w+)?$/.test(name)) {
      return join(dist, name, 'Session Inspector.app', 'Contents', 'MacOS', 'Session Inspector');
    }
  }
  throw new ScriptFailure('There is no unpacked app in dist/. Run `npm run package -- dir` first.');
}

async function checkFuses(program) {
  const wire = await getCurrentFuseWire(program);
  for (const [name, isOn] of Object.entries(fuses)) {
    const option = FuseV1Options[name[0].toUpperCase() + name.slice(1)];
    const wanted = isOn ? FuseState.ENABLE : FuseState.DISABLE;
    if (wire[option] !== wanted) throw new ScriptFailure(`The fuse ${name} is not ${isOn ? 'on' : 'off'}.`);
  }
}

async function checkStart(program) {
  const dataDir = mkdtempSync(join(tmpdir(), 'session-inspector-'));
  const isRoot = process.platform === 'linux' && process.getuid() === 0;
  const own = ['--', '--port', '0', '--data-dir', dataDir, '--json'];
  const app = spawn(program, [...(isRoot ? ['--no-sandbox'] : []), '--disable-gpu', ...own], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(app, 'exit');
  const ended = exited.then(([status]) => {
    throw new ScriptFailure(`The app ended with status ${status} before it was ready.`);
  });
  try {
    const [line] = await Promise.race([once(createInterface({ input: app.stdout }), 'line'), ended]);
    const { site } = JSON.parse(line);
    const answer = await (await fetch(`${site}/getsession`)).text();
    if (answer !== 'Welcome Anonymous') throw new ScriptFailure(`The site answered: ${answer}`);
  } finally {
    ended.catch(() => {});
    app.kill('SIGTERM');
    await exited;
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
