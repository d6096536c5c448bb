import { SqliteError } from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createWriteObstacles } from '../../../server/storage/database/write-obstacle.ts';

const full = new SqliteError('database or disk is full', 'SQLITE_FULL');

function obstaclesOf() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const disk = { isFull: true, hasRoom: true, tries: 0 };
  const told: string[] = [];
  const obstacles = createWriteObstacles({
    nowMs: () => Date.now(),
    hasRoom: () => disk.hasRoom,
    tryWriting(done) {
      disk.tries++;
      done(disk.isFull ? full : null);
    },
    onBegin: ({ obstacle }) => told.push(`begin ${obstacle}`),
    onEnd: ({ obstacle }) => told.push(`end ${obstacle}`),
  });
  return { obstacles, disk, told };
}

test('an obstacle is reported once, and its end after the first successful write', () => {
  const { obstacles, disk, told } = obstaclesOf();
  for (let n = 0; n < 1_000; n++) obstacles.note(full);
  expect(told).toEqual(['begin disk-full']);
  vi.advanceTimersByTime(10_000);
  expect(obstacles.current).toMatchObject({ obstacle: 'disk-full' });
  disk.isFull = false;
  vi.advanceTimersByTime(1_000);
  expect([told, obstacles.current]).toEqual([['begin disk-full', 'end disk-full'], null]);
});

test('a disk is full as long as only something small fits on it', () => {
  const { obstacles, disk } = obstaclesOf();
  disk.isFull = false;
  disk.hasRoom = false;
  obstacles.note(full);
  vi.advanceTimersByTime(60_000);
  expect(obstacles.current).toMatchObject({ obstacle: 'disk-full' });
  disk.hasRoom = true;
  vi.advanceTimersByTime(1_000);
  expect(obstacles.current).toBeNull();
});

test.each([
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_READONLY', 'not-writable'],
  ['SQLITE_IOERR_SHMSIZE', 'disk-full'],
])('%s is the obstacle %s', (code, obstacle) => {
  const { obstacles, told } = obstaclesOf();
  obstacles.note(new SqliteError('it cannot be', code));
  expect(told).toEqual([`begin ${obstacle}`]);
});

test.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CORRUPT', 'SQLITE_IOERR_READ'])('%s is no obstacle', (code) => {
  const { obstacles, told } = obstaclesOf();
  obstacles.note(new SqliteError('another thing', code));
  expect(told).toEqual([]);
});

test('an obstacle that comes back again and again is tried less and less often', () => {
  const { obstacles, disk } = obstaclesOf();
  disk.isFull = false;
  for (let n = 0; n < 8; n++) {
    obstacles.note(full);
    vi.advanceTimersByTime(30_000);
  }
  expect(disk.tries).toBe(8);
  obstacles.note(full);
  vi.advanceTimersByTime(29_000);
  expect(disk.tries).toBe(8);
  vi.advanceTimersByTime(1_000);
  expect(disk.tries).toBe(9);
});

test('after the end nothing is tried', () => {
  const { obstacles, disk, told } = obstaclesOf();
  obstacles.note(full);
  obstacles.close();
  vi.advanceTimersByTime(60_000);
  expect([disk.tries, told]).toEqual([0, ['begin disk-full']]);
});
