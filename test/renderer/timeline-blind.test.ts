import { expect, it } from 'vitest';
import { blindStretches, othersOf } from '../../renderer/views/live/timeline/model/blind.ts';
import { makeMark } from './support/make-mark.ts';
import { makeRecord } from './support/make-record.ts';

const paused = (id: number) => ({ kind: 'notice', id, atMs: id * 1000, notice: { code: 'recording-paused' } }) as const;
const resumed = (id: number) =>
  ({ kind: 'notice', id, atMs: id * 1000, notice: { code: 'recording-resumed' } }) as const;
const gap = { kind: 'gap', id: 4, fromMs: 3000, toMs: 4000 } as const;

it('a gap is blind from its one end to the other', () => {
  expect(blindStretches([gap], [], true)).toEqual([{ why: 'gap', fromMs: 3000, toMs: 4000, id: 4 }]);
});

it('a pause is blind until recording went on', () => {
  expect(blindStretches([paused(1), resumed(5)], [], true)).toEqual([
    { why: 'paused', fromMs: 1000, toMs: 5000, id: 1 },
  ]);
});

it('a pause that goes on has no end', () => {
  expect(blindStretches([paused(1)], [], false)).toEqual([{ why: 'paused', fromMs: 1000, toMs: null, id: 1 }]);
});

it('a pause that ended with the app is over by the next request', () => {
  expect(blindStretches([paused(1)], [makeMark({ id: 7 })], true)).toEqual([
    { why: 'paused', fromMs: 1000, toMs: 7000, id: 1 },
  ]);
});

it('a pause whose beginning is not in memory began before what is known', () => {
  expect(blindStretches([resumed(5)], [], true)).toEqual([{ why: 'paused', fromMs: null, toMs: 5000, id: 5 }]);
});

it('finds gaps and notices among entries', () => {
  expect(othersOf([makeRecord({ id: 1 }), gap, paused(9)])).toEqual([gap, paused(9)]);
});
