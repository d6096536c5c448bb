import { spawn } from 'node:child_process';
import { hasDisplay } from './display.mjs';
import { ScriptFailure } from './fail.mjs';

/**
 * A virtual display for the tests. An existing display is used; else Xvfb is started on a free number. `close` ends
 * only the Xvfb that was started here.
 */
export async function openDisplay() {
  if (hasDisplay()) return { env: process.env, close: () => {} };
  // -noreset: without it, Xvfb restarts when its last window is closed, and refuses connections at that moment.
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'];
  const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const close = () => void xvfb.kill();
  process.once('exit', close);
  const number = await displayNumber(xvfb);
  return { env: { ...process.env, DISPLAY: `:${number}` }, close };
}

/** Xvfb writes the number it chose, and a newline, once it takes connections. */
function displayNumber(xvfb) {
  return new Promise((resolve, reject) => {
    const fail = (reason) => reject(new ScriptFailure(`Xvfb did not start: ${reason}`));
    let text = '';
    xvfb.once('error', (error) => fail(error.message));
    xvfb.once('exit', (code) => fail(`it ended with status ${code}`));
    xvfb.stdio[3].setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
  });
}
