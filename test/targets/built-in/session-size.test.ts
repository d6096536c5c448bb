import { expect, test } from 'vitest';
import { inspectorForTest } from '../../support/running-inspector.ts';
import { Visitor } from '../../support/visitor.ts';

test('a session may not grow beyond 1 MB, and keeps its data when a change is refused', async () => {
  const { siteUrl } = await inspectorForTest();
  const visitor = new Visitor(siteUrl);
  const value = 'x'.repeat(64 * 1000);
  const statuses: number[] = [];
  for (let n = 0; n < 18; n++) statuses.push((await visitor.set(`key${n}`, value)).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(16);
  expect(statuses.slice(16)).toEqual([400, 400]);
  expect(Object.keys((await visitor.list()) as object)).toHaveLength(16);
});
