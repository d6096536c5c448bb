import { expect, onTestFinished, test } from 'vitest';
import type { LiveMessage } from '../../server/contract/live-message.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { Feed } from '../../server/live/feed.ts';
import { eventually } from '../support/eventually.ts';

const entry = (id: number): LogEntry => ({ kind: 'gap', id, fromMs: 0, toMs: 0 });

/** A feed about an inspector of which only the log changes, and what one reader of it has got. */
function newFeed() {
  const told: LiveMessage[] = [];
  const nothing = () => {
    throw new Error('nobody asks');
  };
  const feed = new Feed({
    snapshot: () => ({ type: 'snapshot' }) as LiveMessage & { type: 'snapshot' },
    status: () => ({ type: 'status' }) as LiveMessage & { type: 'status' },
    session: nothing,
    actors: nothing,
    concernsActors: nothing,
    settings: nothing,
    lab: nothing,
    watching: () => {
      throw new Error('not asked for');
    },
    pinned: nothing,
  });
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const read = async () => {
    for await (const message of feed.stream(leaving.signal, nothing)) told.push(message);
  };
  void read();
  const entries = () => told.filter((message) => message.type === 'entries');
  return { feed, told, entries };
}

test('under high load a reader gets the newest entries in order, and the number of skipped ones', async () => {
  const { feed, told, entries } = newFeed();
  await eventually(() => expect(told).toHaveLength(1));
  for (let id = 1; id <= 5_000; id++) feed.entry(entry(id));
  await eventually(() => expect(entries().at(-1)?.entries.at(-1)?.id).toBe(5_000));
  const ids = entries().flatMap((message) => message.entries.map(({ id }) => id));
  const skipped = entries().map((message) => message.skipped ?? 0);
  expect(skipped.reduce((sum, n) => sum + n) + ids.length).toBe(5_000);
  expect(skipped[0]).toBe(5_000 - ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(500);
  expect(ids).toEqual(Array.from({ length: ids.length }, (_, place) => 5_001 - ids.length + place));
});

test('a burst is sent whole', async () => {
  const { feed, told, entries } = newFeed();
  await eventually(() => expect(told).toHaveLength(1));
  for (let id = 1; id <= 500; id++) feed.entry(entry(id));
  await eventually(() => expect(entries().flatMap((message) => message.entries)).toHaveLength(500));
  expect(entries().every((message) => message.skipped === undefined)).toBe(true);
});
