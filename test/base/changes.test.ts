import { expect, test } from 'vitest';
import { createChanges } from '../../server/base/changes.ts';

test('every reader of a change is called, in the order of subscription', () => {
  const changes = createChanges<{ moved: number; cleared: null }>();
  const heard: string[] = [];
  changes.tell('moved', 1);
  changes.on('moved', (to) => heard.push(`first ${to}`));
  changes.on('moved', (to) => heard.push(`second ${to}`));
  changes.on('cleared', () => heard.push('cleared'));
  changes.tell('moved', 2);
  expect(heard).toEqual(['first 2', 'second 2']);
});
