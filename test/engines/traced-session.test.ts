import { expect, test } from 'vitest';
import type { SessionOperation } from '../../server/contract/log-entry.ts';
import { traceSession } from '../../server/engines/traced-session.ts';

/** A handle on a plain object, as an engine would give it, and what was noted. */
function traced(data: Record<string, unknown> = {}) {
  let live: Record<string, unknown> | undefined = { cookie: { path: '/' }, ...data };
  const noted: Omit<SessionOperation, 'atMs'>[] = [];
  const source = {
    current: () => live,
    regenerate: async () => {
      live = { cookie: { path: '/' } };
    },
    destroy: async () => {
      live = undefined;
    },
  };
  return {
    handle: traceSession(source, (operation) => noted.push(operation)),
    untraced: traceSession(source, undefined),
    noted,
    live: () => live,
  };
}

test('notes every use in order, with the values before and after', () => {
  const { handle, noted } = traced({ name: 'Admin' });
  handle.get('name');
  handle.set('name', 'Bob');
  handle.pop('name');
  handle.list();
  expect(noted).toEqual([
    { op: 'get', key: 'name', before: 'Admin', after: 'Admin' },
    { op: 'set', key: 'name', before: 'Admin', after: 'Bob' },
    { op: 'pop', key: 'name', before: 'Bob' },
    { op: 'list' },
  ]);
});

test('recorded values do not change with the session', () => {
  const { handle, noted } = traced({ list: [1] });
  const list = handle.get('list') as number[];
  const added = [5];
  handle.set('added', added);
  handle.set('list', list);
  list.push(2);
  added.push(6);
  handle.clear();
  list.push(3);
  expect(noted).toEqual([
    { op: 'get', key: 'list', before: [1], after: [1] },
    { op: 'set', key: 'added', after: [5] },
    { op: 'set', key: 'list', before: [1], after: [1] },
    { op: 'clear', before: { list: [1, 2], added: [5, 6] } },
  ]);
});

test('a value that is got is the live one: a change inside it is a change of the session', () => {
  const { handle, live } = traced({ list: [1] });
  (handle.get('list') as number[]).push(2);
  expect(live()).toMatchObject({ list: [1, 2] });
});

test('names of methods and of the prototype are keys that are not there', () => {
  const { handle } = traced();
  for (const key of ['cookie', 'toString', 'constructor', '__proto__', 'hasOwnProperty']) {
    expect([handle.get(key), handle.pop(key)]).toEqual([undefined, undefined]);
  }
});

test('regenerate carries every key over', async () => {
  const { handle, noted, live } = traced({ name: 'Admin', nothing: null });
  await handle.regenerate();
  expect(live()).toEqual({ cookie: { path: '/' }, name: 'Admin', nothing: null });
  expect(noted).toEqual([{ op: 'regenerate' }]);
});

test('a use that fails is not noted as done', async () => {
  const noted: Omit<SessionOperation, 'atMs'>[] = [];
  const failing = () => Promise.reject(new Error('store is away'));
  const handle = traceSession({ current: () => ({}), regenerate: failing, destroy: failing }, (op) => noted.push(op));
  await expect(handle.regenerate()).rejects.toThrow('store is away');
  await expect(handle.destroy()).rejects.toThrow('store is away');
  expect(noted).toEqual([]);
});

test('after destroy every use is an error that says why', async () => {
  const { handle, noted } = traced({ name: 'Admin' });
  await handle.destroy();
  expect(noted).toEqual([{ op: 'destroy', before: { name: 'Admin' } }]);
  for (const use of [
    () => handle.get('name'),
    () => handle.set('name', 1),
    () => handle.pop('name'),
    () => handle.list(),
  ]) {
    expect(use).toThrow('destroyed during this request');
  }
  await expect(handle.regenerate()).rejects.toThrow('destroyed during this request');
});

test('without anyone to note it, the session works the same', () => {
  const { untraced } = traced({ name: 'Admin' });
  untraced.set('n', 1);
  expect([untraced.get('name'), untraced.pop('n'), untraced.pop('n'), untraced.list()]).toEqual([
    'Admin',
    1,
    undefined,
    { name: 'Admin' },
  ]);
  untraced.clear();
  expect(untraced.list()).toEqual({});
});
