import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { CommitQueue } from '../../../server/storage/database/commit-queue.ts';
import { nextUncaught } from '../../support/next-uncaught.ts';
import { tempDir } from '../../support/temp-dir.ts';

interface Notes {
  readonly database: Database;
  readonly queue: CommitQueue;
  /** How many transactions were committed. */
  commits(): number;
  /** Requests the write of a row. */
  write(text: string): Promise<void>;
  /** What a second connection sees: what is committed and nothing else. */
  committed(): string[];
}

function notes(): Notes {
  const path = join(tempDir(), 'notes.db');
  const statements: unknown[] = [];
  const database = new Sqlite(path, { verbose: (sql) => statements.push(sql) });
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE notes (text TEXT NOT NULL UNIQUE) STRICT');
  const reader = new Sqlite(path, { readonly: true });
  onTestFinished(() => {
    reader.close();
    database.close();
  });
  const queue = new CommitQueue(database);
  const insert = database.prepare('INSERT INTO notes VALUES (?)');
  const select = reader.prepare<[], string>('SELECT text FROM notes ORDER BY rowid').pluck();
  return {
    database,
    queue,
    commits: () => statements.filter((sql) => sql === 'COMMIT').length,
    write: (text) =>
      new Promise((resolve, reject) => {
        queue.write(
          () => insert.run(text),
          (error) => (error === null ? resolve() : reject(error)),
        );
      }),
    committed: () => select.all(),
  };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('answers only after the commit: another connection already sees the row', async () => {
  const { queue, database, committed } = notes();
  const seen = await new Promise((resolve) => {
    queue.write(
      () => database.exec("INSERT INTO notes VALUES ('here')"),
      () => resolve(committed()),
    );
  });
  expect(seen).toEqual(['here']);
});

test('commits the writes of one turn in one transaction', async () => {
  const { database, write, commits, committed } = notes();
  await Promise.all(['a', 'b', 'c', 'd'].map(write));
  expect(committed()).toEqual(['a', 'b', 'c', 'd']);
  expect(commits()).toBe(1);
  expect(database.inTransaction).toBe(false);
});

test('never calls back during the call itself', () => {
  const { queue, database } = notes();
  let isAnswered = false;
  queue.write(
    () => database.exec("INSERT INTO notes VALUES ('a')"),
    () => {
      isAnswered = true;
    },
  );
  expect(isAnswered).toBe(false);
});

test('passes the result of the write to the callback', async () => {
  const { queue, database } = notes();
  const insert = database.prepare('INSERT INTO notes VALUES (?)');
  const value = await new Promise((resolve) =>
    queue.write(
      () => insert.run('a').changes,
      (error, changes) => resolve([error, changes]),
    ),
  );
  expect(value).toEqual([null, 1]);
});

test('a write that fails alone does not affect the other writes of its batch', async () => {
  const { write, committed } = notes();
  const outcomes = await Promise.allSettled(['a', 'a', 'b'].map(write));
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(outcomes[1]).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT_UNIQUE' } });
  expect(committed()).toEqual(['a', 'b']);
});

test('a write of several statements that fails half-way undoes itself', async () => {
  const { queue, database, write, committed } = notes();
  const insert = database.prepare('INSERT INTO notes VALUES (?)');
  const both = database.transaction(() => {
    insert.run('first half');
    insert.run('a');
  });
  const [, failed] = await Promise.all([
    write('a'),
    new Promise<Error | null>((resolve) => queue.write(both, resolve)),
    write('b'),
  ]);
  expect(failed).toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' });
  expect(committed()).toEqual(['a', 'b']);
});

test('a write that throws something else than an error is answered with an error', async () => {
  const { queue } = notes();
  const error = await new Promise((resolve) => {
    queue.write(() => {
      throw 'no reason';
    }, resolve);
  });
  expect(error).toEqual(new Error('no reason'));
});

test('an answer that throws keeps no neighbour from its own, and surfaces by itself', async () => {
  const { queue, database, write, committed } = notes();
  const surfaced = nextUncaught();

  const before = write('a');
  queue.write(
    () => database.exec("INSERT INTO notes VALUES ('b')"),
    () => {
      throw new Error('thrown by an answer');
    },
  );
  const after = write('c');

  await Promise.all([before, after]);
  expect(await surfaced).toEqual(new Error('thrown by an answer'));
  expect(committed()).toEqual(['a', 'b', 'c']);
});

test('writes from a callback are part of the next batch', async () => {
  const { write, commits, committed } = notes();
  await Promise.all([write('a').then(() => write('c')), write('b').then(() => write('d'))]);
  expect(committed()).toEqual(['a', 'b', 'c', 'd']);
  expect(commits()).toBe(2);
});

test('each callback runs in the asynchronous context of its caller', async () => {
  const { queue, database } = notes();
  const requester = new AsyncLocalStorage<string>();
  const insert = database.prepare('INSERT INTO notes VALUES (?)');
  const answeredIn = await Promise.all(
    ['alice', 'bob', 'mallory'].map((name) =>
      requester.run(
        name,
        () =>
          new Promise((resolve) =>
            queue.write(
              () => insert.run(name),
              () => resolve(requester.getStore()),
            ),
          ),
      ),
    ),
  );
  expect(answeredIn).toEqual(['alice', 'bob', 'mallory']);
});

test('flush commits immediately, and the scheduled commit has no more work', async () => {
  const { queue, write, committed } = notes();
  const written = write('a');
  queue.flush();
  expect(committed()).toEqual(['a']);
  await nextTurn();
  await written;
  expect(committed()).toEqual(['a']);
});

test('drain commits everything, including writes from callbacks', () => {
  const { queue, database, committed } = notes();
  const insert = database.prepare('INSERT INTO notes VALUES (?)');
  const writeDownTo = (left: number): void => {
    queue.write(
      () => insert.run(`${left}`),
      () => {
        if (left > 1) writeDownTo(left - 1);
      },
    );
  };
  writeDownTo(3);
  queue.drain();
  expect(committed()).toEqual(['3', '2', '1']);
});

test('a write to a closed database returns an error to the caller', async () => {
  const { database, write } = notes();
  database.close();
  await expect(write('late')).rejects.toThrow('not open');
});

test('a patient write goes with the batch of the next one', async () => {
  const { queue, database, write, commits, committed } = notes();
  const patient = new Promise((resolve) =>
    queue.writePatiently(() => database.exec("INSERT INTO notes VALUES ('patient')"), resolve),
  );
  await nextTurn();
  expect(committed()).toEqual([]);
  await write('hasty');
  expect(await patient).toBeNull();
  expect(committed()).toEqual(['patient', 'hasty']);
  expect(commits()).toBe(1);
});

test('a patient write is committed without any other', async () => {
  const { queue, database, committed } = notes();
  await new Promise((resolve) =>
    queue.writePatiently(() => database.exec("INSERT INTO notes VALUES ('alone')"), resolve),
  );
  expect(committed()).toEqual(['alone']);
});

test('work for the next batch runs right before it, and its writes are part of that batch', async () => {
  const { queue, write, commits, committed } = notes();
  const written: Promise<void>[] = [];
  queue.beforeNextBatch(() => void written.push(write('worked out')), 40);
  expect(written).toEqual([]);
  await write('now');
  await Promise.all(written);
  expect(committed()).toEqual(['now', 'worked out']);
  expect(commits()).toBe(1);
});

test('work for the next batch is done without any other write, and at the end of a run', async () => {
  const { queue, write, committed } = notes();
  await new Promise<void>((resolve) => queue.beforeNextBatch(() => void write('alone').then(resolve), 40));
  queue.beforeNextBatch(() => void write('at the end'), 40);
  queue.drain();
  expect(committed()).toEqual(['alone', 'at the end']);
});

test('work that throws keeps no other work from being done, and surfaces by itself', async () => {
  const { queue, write, committed } = notes();
  const surfaced = nextUncaught();
  queue.beforeNextBatch(() => {
    throw new Error('from the work');
  }, 40);
  await new Promise<void>((resolve) => queue.beforeNextBatch(() => void write('neighbour').then(resolve), 40));
  expect(committed()).toEqual(['neighbour']);
  expect(await surfaced).toMatchObject({ message: 'from the work' });
});

test('a write that is shared runs once and answers each of its callers, in their own context', async () => {
  const { queue, database, committed } = notes();
  const context = new AsyncLocalStorage<string>();
  const answers: unknown[] = [];
  const answer = (error: Error | null, changes: number | undefined) =>
    answers.push([context.getStore(), error, changes]);
  const insert = database.prepare('INSERT INTO notes VALUES (?)');
  const waiting = context.run('first', () => queue.write(() => insert.run('once').changes, answer));
  expect(waiting.isWaiting).toBe(true);
  context.run('second', () => waiting.share(answer));
  await nextTurn();
  expect(waiting.isWaiting).toBe(false);
  expect(committed()).toEqual(['once']);
  expect(answers).toEqual([
    ['first', null, 1],
    ['second', null, 1],
  ]);
});

test('while the queue is held nothing is committed, and after its release everything is', async () => {
  const { queue, write, committed } = notes();
  queue.hold();
  const written = Promise.all(['a', 'b', 'c'].map(write));
  for (let turn = 0; turn < 5; turn++) await nextTurn();
  queue.flush();
  expect(committed()).toEqual([]);
  queue.release();
  await written;
  expect(committed()).toEqual(['a', 'b', 'c']);
});

test('at the end held writes are committed, and too many writes are not held', async () => {
  const { queue, database, write, committed } = notes();
  queue.hold();
  const ended = write('a');
  queue.drain();
  await ended;
  const much = 257 * 1024 * 1024;
  await new Promise((resolve) => queue.write(() => database.exec("INSERT INTO notes VALUES ('b')"), resolve, much));
  expect(committed()).toEqual(['a', 'b']);
});

test('writes of many bytes are several transactions in their order, each answered after its own', async () => {
  const { queue, database, commits, committed } = notes();
  const insert = database.prepare('INSERT INTO notes VALUES (?)');
  const save = (n: number) =>
    new Promise<string[]>((resolve) =>
      queue.write(
        () => insert.run(String(n)),
        () => resolve(committed()),
        1024 * 1024,
      ),
    );
  const seen = await Promise.all(Array.from({ length: 10 }, (_, n) => save(n)));
  expect(commits()).toBeGreaterThan(2);
  expect(commits()).toBeLessThan(10);
  expect(committed().join('')).toBe('0123456789');
  expect(seen.every((texts, n) => texts.includes(String(n)))).toBe(true);
});
