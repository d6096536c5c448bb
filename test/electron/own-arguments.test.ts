import { expect, test } from 'vitest';
import { ownArguments } from '../../electron/own-arguments.ts';

test('takes everything after -- as ours', () => {
  const argv = ['/electron', '/app', '--no-sandbox', '--remote-debugging-port=0', '--', '--port', '0'];
  expect(ownArguments(argv, false)).toEqual(['--port', '0']);
});

test('takes nothing as ours when nothing follows --', () => {
  expect(ownArguments(['/electron', '/app', '--no-sandbox', '--'], false)).toEqual([]);
});

test('leaves out the path of the app, and what is for Chromium, without --', () => {
  expect(ownArguments(['/electron', '/app', '--no-sandbox', '--port', '0'], false)).toEqual(['--port', '0']);
});

test('knows that a packaged app has no path on its command line', () => {
  expect(ownArguments(['/session-inspector', '--port', '0'], true)).toEqual(['--port', '0']);
});
