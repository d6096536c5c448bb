import { expect, test } from 'vitest';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { createLog, type Log } from '../../server/record/log.ts';
import { crashed } from '../support/crashed.ts';
import { eventually } from '../support/eventually.ts';
import { aRecord } from '../support/log-entries.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type OpenedStorage, storageForTest } from '../support/storage.ts';

interface LogForTest extends OpenedStorage {
  readonly log: Log;
  /** The reports to the listener, in order. */
  readonly told: string[];
}

function logOn(clock: ManualClock, path?: string): LogForTest {
  const opened = storageForTest({ clock, ...(path === undefined ? {} : { path }) });
  const told: string[] = [];
  const isCommitted = (entry: LogEntry) =>
    opened.storage.logReader.newest(100).entries.some(({ id }) => id === entry.id);
  const log = createLog(opened.storage.log, clock, {
    onEntry: (entry) => told.push(`${entry.kind} ${entry.id} ${isCommitted(entry) ? 'is committed' : 'is not there'}`),
    onLost: (entry, error) => told.push(`${entry.kind} ${entry.id} lost: ${error.message}`),
  });
  return { ...opened, log, told };
}

function entriesOf({ storage }: OpenedStorage): LogEntry[] {
  return storage.logReader.newest(100).entries;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('reports an entry after its commit', async () => {
  const { log, told, storage } = logOn(new ManualClock());
  log.addRequest(aRecord({ id: storage.log.takeId() }));
  log.addNotice({ code: 'recording-paused' });
  expect(told).toEqual([]);
  await nextTurn();
  expect(told).toEqual(['request 1 is committed', 'notice 2 is committed']);
});

test('reports an entry that could not be written', async () => {
  const { log, told, storage } = logOn(new ManualClock());
  storage.close();
  log.addRequest(aRecord({ id: 1 }));
  await eventually(() => expect(told).toEqual(['request 1 lost: The database connection is not open']));
});

test('edits and notices have their time and a new id', async () => {
  const clock = new ManualClock();
  const opened = logOn(clock);
  opened.log.addEdit({ sid: 'a', action: 'pop', key: 'k', before: null });
  clock.advance(5);
  opened.log.addNotice({ code: 'port-taken', wanted: 5000, got: 5001 });
  await nextTurn();
  expect(entriesOf(opened)).toEqual([
    { kind: 'edit', id: 1, atMs: clock.now() - 5, sid: 'a', action: 'pop', key: 'k', before: null },
    { kind: 'notice', id: 2, atMs: clock.now(), notice: { code: 'port-taken', wanted: 5000, got: 5001 } },
  ]);
});

test('after a run that closed its log there is no gap', async () => {
  const clock = new ManualClock();
  const first = logOn(clock);
  expect(first.storage.unfinishedRun).toBeNull();
  first.storage.close();
  const second = logOn(clock, first.dataDir.path);
  second.log.addGapAfter(second.storage.unfinishedRun);
  await nextTurn();
  expect(entriesOf(second)).toEqual([]);
});

test('after a run that did not, the log shows a gap from its last record to this start, once', async () => {
  const clock = new ManualClock();
  const first = logOn(clock);
  clock.advance(1_000);
  const lastKept = clock.now();
  first.log.addRequest(aRecord({ id: first.storage.log.takeId(), arrivedAtMs: lastKept }));
  await nextTurn();

  clock.advance(1_000);
  const second = logOn(clock, crashed(first));
  second.log.addGapAfter(second.storage.unfinishedRun);
  await nextTurn();
  const gap = { kind: 'gap', id: 2, fromMs: lastKept, toMs: clock.now() };
  expect(entriesOf(second)).toEqual([expect.objectContaining({ id: 1 }), gap]);

  second.storage.close();
  expect(logOn(clock, second.dataDir.path).storage.unfinishedRun).toBeNull();
});

test('a run without entries leaves a gap from its start', async () => {
  const clock = new ManualClock();
  const first = logOn(clock);
  const started = clock.now();
  clock.advance(1_000);
  const second = logOn(clock, crashed(first));
  second.log.addGapAfter(second.storage.unfinishedRun);
  await nextTurn();
  expect(entriesOf(second)).toEqual([{ kind: 'gap', id: 1, fromMs: started, toMs: clock.now() }]);
});

test('a start that fails before the gap is written leaves it to the next one', async () => {
  const clock = new ManualClock();
  const first = logOn(clock);
  const started = clock.now();
  clock.advance(1_000);
  const failed = logOn(clock, crashed(first));
  failed.storage.close();
  clock.advance(1_000);
  const third = logOn(clock, failed.dataDir.path);
  third.log.addGapAfter(third.storage.unfinishedRun);
  await nextTurn();
  expect(entriesOf(third)).toEqual([{ kind: 'gap', id: 1, fromMs: started, toMs: clock.now() }]);
});

test('two runs in a row that did not close leave one gap each', async () => {
  const clock = new ManualClock();
  const first = logOn(clock);
  clock.advance(1_000);
  const second = logOn(clock, crashed(first));
  second.log.addGapAfter(second.storage.unfinishedRun);
  await nextTurn();
  const secondStart = clock.now();
  clock.advance(1_000);
  const third = logOn(clock, crashed(second));
  third.log.addGapAfter(third.storage.unfinishedRun);
  await nextTurn();
  expect(entriesOf(third)).toEqual([
    { kind: 'gap', id: 1, fromMs: secondStart - 1_000, toMs: secondStart },
    { kind: 'gap', id: 2, fromMs: secondStart, toMs: clock.now() },
  ]);
});
