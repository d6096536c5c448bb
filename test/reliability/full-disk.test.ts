/** The disk below everything is full: a real one, with the log and the sessions on it. */
import { expect } from 'vitest';
import { accessBy } from '../support/door-token.ts';
import { eventually } from '../support/eventually.ts';
import { LiveReader } from '../support/live-reader.ts';
import { hasSmallDisk, type ServedOnSmallDisk, serveOnSmallDisk } from '../support/small-disk.ts';
import { Visitor } from '../support/visitor.ts';
import { where } from '../support/where.ts';

const large = 'x'.repeat(40_000);

/**
 * Saves as new visitors until the disk takes no more, and then `more` times. Resolves with those that were answered.
 */
async function saveBeyondFull(served: ServedOnSmallDisk, more: number): Promise<Visitor[]> {
  const visitors: Visitor[] = [];
  let left = Number.POSITIVE_INFINITY;
  while (left-- > 0) {
    const visitor = new Visitor(served.site);
    expect((await visitor.set('text', large)).status).toBe(200);
    visitors.push(visitor);
    if (left === Number.POSITIVE_INFINITY && served.stderr() !== '') left = more;
    expect(visitors.length).toBeLessThan(2_000);
  }
  return visitors;
}

const statusIn = (reader: LiveReader) => reader.of('status').at(-1)?.status ?? reader.snapshot.status;

const isSaved = async (visitor: Visitor) => 'text' in JSON.parse((await visitor.get('/session')).body);

where({ isMet: hasSmallDisk, reason: 'only Linux with mount namespaces has a small disk for a test' })(
  '9, 13: on a full disk every answer whose session was lost is counted and told with the reason, until there is room',
  async () => {
    const served = await serveOnSmallDisk({ megabytes: 6, taken: 3 });
    const reader = await LiveReader.connect(await accessBy(served.inspector));
    await eventually(() => expect(reader.snapshot.status.storage).toEqual({ state: 'kept' }));
    const visitors = await saveBeyondFull(served, 20);

    await eventually(() => {
      const { notSavedCount, lostRecordCount, storage } = statusIn(reader);
      expect(storage).toEqual({ state: 'refused', obstacle: 'disk-full', sinceMs: expect.any(Number) });
      expect(Math.min(notSavedCount, lostRecordCount)).toBeGreaterThanOrEqual(20);
    });
    expect(served.stderr()).toContain('The disk is full. Make room on it.');
    const lines = served.stderr().trim().split('\n');
    // The threads beside the site meet the same, once each.
    expect(lines.length).toBeLessThan(5);
    expect(new Set(lines).size).toBe(lines.length);
    // What is not in the log is shown all the same.
    await eventually(() =>
      expect(reader.entries.filter(({ kind }) => kind === 'request').length).toBeGreaterThanOrEqual(visitors.length),
    );

    served.makeRoom();
    await eventually(() => expect(statusIn(reader).storage).toEqual({ state: 'kept' }));
    const saved = await Promise.all(visitors.map(isSaved));
    const notSaved = saved.filter((isThere) => !isThere).length;
    await eventually(() => expect(statusIn(reader).notSavedCount).toBe(notSaved));
    const lost = statusIn(reader).lostRecordCount;
    const notice = await eventually(() => {
      const found = reader.entries.find((entry) => entry.kind === 'notice' && entry.notice.code === 'writes-refused');
      if (found === undefined) throw new Error('The log has no such notice');
      return found;
    });
    expect(notice).toMatchObject({ notice: { obstacle: 'disk-full', lostRecords: lost, notSaved } });
    expect(served.stderr()).toContain(
      `Writing works again. Records that are not in the log: ${lost}. Requests whose session was not saved: ${notSaved}.`,
    );
    reader.close();
    expect(await served.end()).toBe(0);
  },
);

where({ isMet: hasSmallDisk, reason: 'only Linux with mount namespaces has a small disk for a test' })(
  '7, 9: on a full disk with recording paused losses are counted too, and the app ends in order',
  async () => {
    const served = await serveOnSmallDisk({ megabytes: 3, taken: 1 });
    const { origin, token } = await accessBy(served.inspector);
    const paused = await fetch(`${origin}/trpc/settings.change`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ recording: false }),
    });
    expect(paused.status).toBe(200);
    const visitors = await saveBeyondFull(served, 10);
    const reader = await LiveReader.connect({ origin, token });
    const counted = await eventually(() => {
      expect(statusIn(reader).notSavedCount).toBeGreaterThanOrEqual(10);
      return statusIn(reader).notSavedCount;
    });
    const saved = await Promise.all(visitors.map(isSaved));
    expect(saved.filter((isThere) => !isThere)).toHaveLength(counted);
    reader.close();
    expect(await served.end()).toBe(0);
    expect(served.stderr()).toContain('Nothing could be written until the end.');
  },
);
