import { expect, test } from 'vitest';
import { importsOfProject, violations } from './support/layers.ts';

const project = new URL('..', import.meta.url).pathname;

test('every import runs downhill', () => {
  expect(violations(importsOfProject(project))).toEqual([]);
});

test('the project has imports to check', () => {
  expect(importsOfProject(project).length).toBeGreaterThan(100);
});

test.each([
  ['server/store/a.ts', '../session/b.ts', false, 'server/store/a.ts may not import server/session'],
  ['server/contract/a.ts', '../base/clock.ts', false, 'server/contract/a.ts may not import server/base'],
  ['server/contract/a.ts', 'node:fs', false, 'server/contract/a.ts may not import node:fs'],
  ['server/contract/a.ts', 'express', false, 'server/contract/a.ts may not import express'],
  ['server/actors/a.ts', '../export/har.ts', false, 'server/actors/a.ts may not import server/export'],
  ['server/site/a.ts', '../index.ts', false, 'server/site/a.ts may not import server/index'],
  ['server/index.ts', './cli.ts', false, 'server/index.ts may not import server/cli'],
  ['server/site/a.ts', 'electron', false, 'server/site/a.ts may not import electron'],
  ['server/site/a.ts', 'react', false, 'server/site/a.ts may not import react'],
  ['server/site/a.ts', '../../electron/menu.ts', false, 'server/site/a.ts may not import electron/'],
  ['server/site/a.ts', '../../renderer/main.tsx', false, 'server/site/a.ts may not import renderer/'],
  ['server/attic/a.ts', '../contract/json.ts', false, 'server/attic is no layer: name it in test/support/layers.ts'],
  ['electron/a.ts', '../server/storage/database/database.ts', false, 'electron/a.ts may not import server/store'],
  ['electron/a.ts', '../renderer/main.tsx', false, 'electron/a.ts may not import renderer/'],
  ['renderer/x.tsx', '../server/storage/database/database.ts', true, 'renderer/x.tsx may not import server/store'],
  [
    'renderer/data/x.ts',
    '../../server/api/router.ts',
    false,
    'renderer/data/x.ts may import only the type of server/api/router',
  ],
  ['renderer/data/x.ts', '../../server/api/context.ts', true, 'renderer/data/x.ts may not import server/api/context'],
  ['renderer/x.tsx', 'node:path', false, 'renderer/x.tsx may not import node:path'],
  ['renderer/x.tsx', 'electron', true, 'renderer/x.tsx may not import electron'],
  ['renderer/x.tsx', '../electron/menu.ts', true, 'renderer/x.tsx may not import electron/'],
])('catches %s importing %s', (file, imported, isTypeOnly, message) => {
  expect(violations([{ file, imported, isTypeOnly }])).toEqual([message]);
});

test.each([
  ['server/store/a.ts', '../contract/json.ts', false],
  ['server/store/a.ts', './b.ts', false],
  ['server/contract/a.ts', 'zod', false],
  ['server/cli.ts', './index.ts', false],
  ['server/site/a.ts', 'express', false],
  ['electron/a.ts', 'electron', false],
  ['electron/a.ts', '../server/index.ts', false],
  ['electron/a.ts', '../server/start-options.ts', false],
  ['electron/a.ts', '../server/contract/shell-api.ts', true],
  ['renderer/x.tsx', 'react', false],
  ['renderer/x.tsx', '../server/contract/json.ts', false],
  ['renderer/data/x.ts', '../../server/api/router.ts', true],
  ['renderer/x.tsx', './x.module.css', false],
])('lets %s import %s', (file, imported, isTypeOnly) => {
  expect(violations([{ file, imported, isTypeOnly }])).toEqual([]);
});

test.each([
  ["import { a } from './a.ts';", [['./a.ts', false]]],
  ["import type { A } from './a.ts';", [['./a.ts', true]]],
  ["import { type A, type B } from './a.ts';", [['./a.ts', true]]],
  ["import { type A, b } from './a.ts';", [['./a.ts', false]]],
  ["import a, { type B } from './a.ts';", [['./a.ts', false]]],
  ["import './a.css';", [['./a.css', false]]],
  ["import {\n  a,\n  b,\n} from './a.ts';", [['./a.ts', false]]],
  ["export { a } from './a.ts';", [['./a.ts', false]]],
  ["export type { A } from './a.ts';", [['./a.ts', true]]],
  ["export * from './a.ts';", [['./a.ts', false]]],
  ["const a = await import('./a.ts');", [['./a.ts', false]]],
  ["type A = import('./a.ts').A;", [['./a.ts', false]]],
  ["new Worker(new URL('./a.ts', import.meta.url));", [['./a.ts', false]]],
  ["const text = 'we import things from here';", []],
])('reads the imports of: %s', async (source, expected) => {
  const { importsOf } = await import('./support/layers.ts');
  expect(importsOf(source).map(({ imported, isTypeOnly }) => [imported, isTypeOnly])).toEqual(expected);
});
