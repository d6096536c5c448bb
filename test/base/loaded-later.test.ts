import { expect, it } from 'vitest';
import { loadedLater } from '../../server/base/loaded-later.ts';

it('loads a part at its first use, and only once', async () => {
  let loads = 0;
  const part = loadedLater(async () => ({ number: ++loads }));
  expect([part.loaded, loads]).toEqual([null, 0]);
  const [first, second] = await Promise.all([part.load(), part.load()]);
  expect([first, second, part.loaded]).toEqual([{ number: 1 }, first, first]);
  expect(await part.load()).toBe(first);
});

it('tells why a part cannot be loaded, and tries again with the next use', async () => {
  let isThere = false;
  const part = loadedLater(async () => {
    if (!isThere) throw new Error('no such file');
    return 'the part';
  });
  const failing = part.load();
  await part.settled();
  await expect(failing).rejects.toThrow('no such file');
  expect(part.loaded).toBe(null);
  isThere = true;
  expect(await part.load()).toBe('the part');
});
