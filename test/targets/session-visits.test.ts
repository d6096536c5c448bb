import { expect, test } from 'vitest';
import { SessionVisit, SessionVisits } from '../../server/targets/watched/session-visits.ts';

/** The first request has arrived and was forwarded. */
function arrived(): { readonly visits: SessionVisits; readonly first: SessionVisit } {
  const visits = new SessionVisits();
  const first = new SessionVisit(1);
  visits.enter('key', first);
  visits.overlap('key', first);
  return { visits, first };
}

const sharingOf = ({ isShared, isOverlapped, others }: SessionVisit) => ({
  isShared,
  isOverlapped,
  others: [...others],
});

test('a request that arrives before the answer of another overlaps with it', () => {
  const { visits, first } = arrived();
  const second = new SessionVisit(2);
  expect(visits.enter('key', second)).toEqual([]);
  expect(sharingOf(first)).toEqual({ isShared: true, isOverlapped: true, others: [2] });
  expect(sharingOf(second)).toEqual({ isShared: true, isOverlapped: true, others: [1] });
});

test('a request that waits until the row was read after an answer shares no change', () => {
  const { visits, first } = arrived();
  first.hasAnswered = true;
  first.reading = Promise.resolve();
  const second = new SessionVisit(2);
  expect(visits.enter('key', second)).toHaveLength(1);
  visits.leave('key', first);
  visits.overlap('key', second);
  expect(sharingOf(second)).toEqual({ isShared: false, isOverlapped: false, others: [] });
});

test('a request that is forwarded before the row was read after an answer shares its change without an overlap', () => {
  const { visits, first } = arrived();
  first.hasAnswered = true;
  first.reading = new Promise(() => {});
  const second = new SessionVisit(2);
  visits.enter('key', second);
  visits.overlap('key', second);
  expect(sharingOf(first)).toEqual({ isShared: true, isOverlapped: false, others: [2] });
  expect(sharingOf(second)).toEqual({ isShared: true, isOverlapped: false, others: [1] });
});

test('an app that may still save after its answer leaves the change to the next request too, without an overlap', () => {
  const { visits, first } = arrived();
  first.hasAnswered = true;
  const second = new SessionVisit(2);
  visits.enter('key', second);
  expect(sharingOf(second)).toEqual({ isShared: true, isOverlapped: false, others: [1] });
});
