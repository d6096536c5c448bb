/** Each step of the start can be called by itself, on the steps before it. */
import { expect, onTestFinished, test } from 'vitest';
import type { AppEvents } from '../../server/app/app-changes.ts';
import { createClosing } from '../../server/app/closing.ts';
import { openKept } from '../../server/app/open-kept.ts';
import { openTraffic } from '../../server/app/open-traffic.ts';
import type { StartContext } from '../../server/app/start-context.ts';
import { createChanges } from '../../server/base/changes.ts';
import { systemClock } from '../../server/base/clock.ts';
import { sessionsIn } from '../../server/storage/site-sessions.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { tempDir } from '../support/temp-dir.ts';

function startContext(): StartContext {
  const closing = createClosing();
  onTestFinished(closing.close);
  return {
    clock: systemClock,
    changes: createChanges<AppEvents>(),
    closing,
    say: () => {},
    report: (what, error) => {
      throw new Error(what, { cause: error });
    },
  };
}

test('the first step opens the stored data, and does not listen', () => {
  const kept = openKept({ dataDir: tempDir(), port: 0 }, startContext());
  expect(kept.storage.state).toEqual({ state: 'kept' });
  expect(kept.secrets.all).toHaveLength(1);
});

test('the second step opens the site, and reports its requests without a window', async () => {
  const context = startContext();
  const told: string[] = [];
  context.changes.on('entry', (entry) => told.push(entry.kind === 'request' ? entry.url : entry.kind));
  const kept = openKept({ dataDir: tempDir(), port: 0 }, context);
  const { target, cast } = await openTraffic(kept, sessionsIn(kept.storage), context);
  expect([target.state, target.kind]).toEqual([{ state: 'running' }, 'built-in']);
  await send(target.address.url, '/setsession');
  await cast.act('alice', { type: 'list' });
  await eventually(() => expect(told).toEqual(['/setsession', '/session']));
});

test('closing after a failed step closes everything, so the folder can be opened again', async () => {
  const dataDir = tempDir();
  const context = startContext();
  openKept({ dataDir, port: 0 }, context);
  await context.closing.close();
  expect(openKept({ dataDir, port: 0 }, startContext()).storage.unfinishedRun).toBeNull();
});
