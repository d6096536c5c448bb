import { describe, expect, it } from 'vitest';
import { notKeptSentence, recoverySentence } from '../../renderer/sentences/storage-sentence.ts';
import { en } from '../../renderer/strings/en.ts';
import { zh } from '../../renderer/strings/zh.ts';
import {
  type BegunFrom,
  fileDefectSchema,
  fileObstacleSchema,
  storageFailureSchema,
  writeObstacleSchema,
} from '../../server/contract/storage-state.ts';

const keptAs = 'inspector.db.corrupt-20261122T101530Z';
const begunFroms: readonly BegunFrom[] = [
  { from: 'main-file' },
  { from: 'rescued', sessions: 1, entries: 12_345 },
  { from: 'backup', madeAtMs: 0 },
  { from: 'nothing' },
];

describe('a database that was put aside', () => {
  it('is described with its name and the initial content of the new database', () => {
    const recovery = { code: 'database-set-aside', defect: 'damaged', keptAs, begunFrom: begunFroms[1] } as const;
    expect(recoverySentence(recovery as never, en.storage)).toBe(
      `The database was damaged. It was kept as ${keptAs}, and a new database was created from its readable data: 1 session and 12,345 log entries.`,
    );
  });

  it.each([
    ['English', en],
    ['Chinese', zh],
  ])('has a sentence for every defect and every initial content, in %s', (_, t) => {
    const sentences = fileDefectSchema.options.flatMap((defect) =>
      begunFroms.map((begunFrom) =>
        recoverySentence({ code: 'database-set-aside', defect, keptAs, begunFrom }, t.storage),
      ),
    );
    expect(new Set(sentences).size).toBe(fileDefectSchema.options.length * begunFroms.length);
    for (const sentence of sentences) expect(sentence).toContain(keptAs);
  });
});

describe('data that is not stored', () => {
  it('has no sentence if all is well', () => {
    expect(notKeptSentence({ state: 'kept' }, en.storage)).toBeNull();
  });

  it.each([
    ['English', en],
    ['Chinese', zh],
  ])('is described with its reason, in %s', (_, t) => {
    const path = '/data/inspector.db';
    const temporary = fileObstacleSchema.options.map((obstacle) =>
      notKeptSentence({ state: 'temporary', obstacle, path }, t.storage),
    );
    expect(new Set(temporary).size).toBe(fileObstacleSchema.options.length);
    for (const sentence of temporary) expect(sentence).toContain(path);
    const refused = writeObstacleSchema.shape.obstacle.options.map((obstacle) =>
      notKeptSentence({ state: 'refused', obstacle, sinceMs: 0 }, t.storage),
    );
    expect(new Set(refused).size).toBe(refused.length);
    const failed = storageFailureSchema.shape.trouble.options.map((trouble) =>
      notKeptSentence({ state: 'failed', failure: { trouble, detail: 'as SQLite says' }, copy: null }, t.storage),
    );
    expect(new Set(failed).size).toBe(failed.length);
    for (const sentence of failed) expect(sentence).toContain('as SQLite says');
    const copied = notKeptSentence(
      { state: 'failed', failure: { trouble: 'gone', detail: 'inspector.db' }, copy: 'inspector.db.saved-1' },
      t.storage,
    );
    expect(copied).toContain('inspector.db.saved-1');
  });
});
