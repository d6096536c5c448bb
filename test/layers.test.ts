import { expect, test } from 'vitest';
import { circlesOf } from './support/layers/circles.ts';
import { importsOf, sourcesOfProject } from './support/layers/import-lines.ts';
import { violations } from './support/layers/layers.ts';
import { longComments, sharedStems } from './support/layers/source-shape.ts';

const sources = sourcesOfProject(new URL('..', import.meta.url).pathname);
const imports = sources.flatMap(importsOf);

test('the project has import lines to check in each of its three folders', () => {
  for (const folder of ['server/', 'electron/', 'renderer/']) {
    expect(imports.filter(({ file }) => file.startsWith(folder)).length).toBeGreaterThan(50);
  }
});

test('every import goes to a lower layer', () => {
  expect(violations(imports)).toEqual([]);
});

test('no files import each other in a circle', () => {
  expect(circlesOf(imports)).toEqual([]);
});

test('no two source files of one folder share a stem', () => {
  expect(sharedStems(sources.map(({ file }) => file))).toEqual([]);
});

test('no comment line is longer than 120 characters', () => {
  expect(sources.flatMap(longComments)).toEqual([]);
});

const line = (file: string, imported: string, isTypeOnly = false, isDynamic = false) => ({
  file,
  imported,
  isTypeOnly,
  isDynamic,
});

test.each([
  ['server/storage/a.ts', '../engines/b.ts', 'server/storage/a.ts may not import server/engines'],
  ['server/storage/log/a.ts', '../sessions/b.ts', 'server/storage/log/a.ts may not import server/storage/sessions'],
  ['server/storage/sessions/a.ts', '../log/b.ts', 'server/storage/sessions/a.ts may not import server/storage/log'],
  ['server/storage/database/a.ts', '../log/b.ts', 'server/storage/database/a.ts may not import server/storage/log'],
  ['server/storage/log/a.ts', '../storage.ts', 'server/storage/log/a.ts may not import server/storage/'],
  [
    'server/storage/attic/a.ts',
    '../log/b.ts',
    'server/storage/attic is not a layer: add it to test/support/layers/server-rules.ts',
  ],
  ['server/contract/a.ts', '../base/clock.ts', 'server/contract/a.ts may not import server/base'],
  ['server/contract/a.ts', 'node:fs', 'server/contract/a.ts may not import node:fs'],
  ['server/contract/a.ts', 'express', 'server/contract/a.ts may not import express'],
  ['server/contract/a.ts', 'tldts', 'server/contract/a.ts may not import tldts'],
  ['server/live/a.ts', '../engines/b.ts', 'server/live/a.ts may not import server/engines'],
  ['server/record/a.ts', '../engines/b.ts', 'server/record/a.ts may not import server/engines'],
  ['server/engines/a.ts', '../targets/b.ts', 'server/engines/a.ts may not import server/targets'],
  ['server/export/a.ts', '../api/b.ts', 'server/export/a.ts may not import server/api'],
  ['server/api/a.ts', '../app/b.ts', 'server/api/a.ts may not import server/app'],
  ['server/targets/a.ts', '../index.ts', 'server/targets/a.ts may not import server/index'],
  ['server/index.ts', './cli/serve.ts', 'server/index.ts may not import server/cli'],
  ['server/targets/a.ts', 'electron', 'server/targets/a.ts may not import electron'],
  ['server/targets/a.ts', 'react', 'server/targets/a.ts may not import react'],
  ['server/targets/a.ts', '../../electron/menu.ts', 'server/targets/a.ts may not import electron/'],
  ['server/targets/a.ts', '../../renderer/main.tsx', 'server/targets/a.ts may not import renderer/'],
  [
    'server/attic/a.ts',
    '../contract/json.ts',
    'server/attic is not a layer: add it to test/support/layers/server-rules.ts',
  ],
  ['electron/a.ts', '../server/storage/storage.ts', 'electron/a.ts may not import server/storage'],
  ['electron/a.ts', '../renderer/main.tsx', 'electron/a.ts may not import renderer/'],
])('in the core, %s must not import %s', (file, imported, message) => {
  expect(violations([line(file, imported)])).toEqual([message]);
});

test.each([
  ['renderer/ui/a.tsx', '../shared/b.tsx', 'renderer/ui/a.tsx may not import renderer/shared'],
  ['renderer/data/a.ts', '../strings/b.ts', 'renderer/data/a.ts may not import renderer/strings'],
  ['renderer/data/a.ts', '../ui/button.tsx', 'renderer/data/a.ts may not import renderer/ui'],
  ['renderer/model/a.ts', '../strings/en.ts', 'renderer/model/a.ts may not import renderer/strings'],
  ['renderer/model/a.ts', 'react', 'renderer/model/a.ts may not import react'],
  ['renderer/sentences/a.ts', 'react-dom/server', 'renderer/sentences/a.ts may not import react-dom/server'],
  ['renderer/model/a.ts', './a.module.css', 'renderer/model/a.ts may not import renderer/model/a.module.css'],
  ['renderer/sentences/a.ts', '../ui/b.tsx', 'renderer/sentences/a.ts may not import renderer/ui'],
  ['renderer/navigation/a.ts', '../commands/b.ts', 'renderer/navigation/a.ts may not import renderer/commands'],
  ['renderer/shared/a.tsx', '../views/live/b.tsx', 'renderer/shared/a.tsx may not import renderer/views'],
  [
    'renderer/shared/filter/a.tsx',
    '../cookie/b.tsx',
    'renderer/shared/filter/a.tsx may not import renderer/shared/cookie',
  ],
  ['renderer/shared/a.tsx', './cookie/b.tsx', 'renderer/shared/a.tsx may not import renderer/shared/cookie'],
  [
    'renderer/views/sessions/a.tsx',
    '../live/b.tsx',
    'renderer/views/sessions/a.tsx may not import renderer/views/live',
  ],
  ['renderer/views/lab/a.tsx', '../../app/b.tsx', 'renderer/views/lab/a.tsx may not import renderer/app'],
  [
    'renderer/views/live/table/a.tsx',
    '../details/b.tsx',
    'renderer/views/live/table/a.tsx may not import renderer/views/live/details',
  ],
  [
    'renderer/views/live/tools/a.tsx',
    '../table/b.tsx',
    'renderer/views/live/tools/a.tsx may not import renderer/views/live/table',
  ],
  [
    'renderer/views/live/attic/a.tsx',
    '../table/b.tsx',
    'attic is not a panel of Live: add it to test/support/layers/window-rules.ts',
  ],
  [
    'renderer/attic/a.ts',
    '../model/b.ts',
    'renderer/attic is not a room: add it to test/support/layers/window-rules.ts',
  ],
  ['renderer/app/a.tsx', '../main.tsx', 'renderer/app/a.tsx may not import renderer/main.tsx'],
  ['renderer/app/a.tsx', '../../server/base/clock.ts', 'renderer/app/a.tsx may not import server/base'],
  ['renderer/data/a.ts', '../../server/api/context.ts', 'renderer/data/a.ts may not import server/api/context'],
  [
    'renderer/data/a.ts',
    '../../server/api/router.ts',
    'renderer/data/a.ts may import only the type of server/api/router',
  ],
  [
    'renderer/app/a.ts',
    '../../server/api/router.ts',
    'renderer/app/a.ts may not import the router: only renderer/data talks to the inspector',
  ],
  ['renderer/app/a.ts', '@trpc/client', 'renderer/app/a.ts may not import @trpc/client'],
  ['renderer/app/a.tsx', 'node:path', 'renderer/app/a.tsx may not import node:path'],
  ['renderer/app/a.tsx', 'electron', 'renderer/app/a.tsx may not import electron'],
  ['renderer/app/a.tsx', '../../electron/menu.ts', 'renderer/app/a.tsx may not import electron/'],
])('in the window, %s must not import %s', (file, imported, message) => {
  expect(violations([line(file, imported)])).toEqual([message]);
});

test('only app loads a view', () => {
  const load = (file: string) => violations([line(file, '../views/lab/lab-view.tsx', false, true)]);
  expect(load('renderer/views2/a.tsx')).not.toEqual([]);
  expect(violations([line('renderer/views/lab/a.tsx', './lab-view.tsx', false, true)])).toEqual([
    'renderer/views/lab/a.tsx may not load a view: only renderer/app does',
  ]);
  expect(load('renderer/app/parts.ts')).toEqual([]);
});

test('a type-only import counts like any other', () => {
  expect(violations([line('renderer/ui/a.tsx', '../app/b.tsx', true)])).toHaveLength(1);
  expect(violations([line('server/base/a.ts', '../api/b.ts', true)])).toHaveLength(1);
});

test.each([
  ['server/storage/log/a.ts', '../../contract/json.ts', false],
  ['server/storage/log/a.ts', '../database/b.ts', false],
  ['server/storage/storage.ts', './sessions/b.ts', false],
  ['server/contract/a.ts', 'zod', false],
  ['server/contract/http/public-suffix.ts', 'tldts', false],
  ['server/cli/main.ts', '../index.ts', false],
  ['server/targets/a.ts', 'express', false],
  ['electron/a.ts', 'electron', false],
  ['electron/a.ts', '../server/index.ts', false],
  ['electron/a.ts', '../server/start-options.ts', false],
  ['electron/a.ts', '../server/contract/shell-api.ts', true],
  ['renderer/app/x.tsx', 'react', false],
  ['renderer/ui/x.tsx', '../../server/contract/json.ts', false],
  ['renderer/data/x.ts', '../../server/api/router.ts', true],
  ['renderer/data/x.ts', '@trpc/client', false],
  ['renderer/ui/x.tsx', './x.module.css', false],
  ['renderer/shared/filter/x.tsx', '../badge.tsx', false],
  ['renderer/views/live/live-view.tsx', './table/x.tsx', false],
  ['renderer/views/live/details/x.tsx', '../tools/y.tsx', false],
])('%s may import %s', (file, imported, isTypeOnly) => {
  expect(violations([line(file, imported, isTypeOnly)])).toEqual([]);
});

test('finds circles of two, of three and of one file, and no others', () => {
  const circle = (...pairs: [string, string][]) =>
    circlesOf(pairs.map(([from, to]) => line(`server/base/${from}.ts`, `./${to}.ts`)));
  const files = (...names: string[]) => names.map((name) => `server/base/${name}.ts`);
  expect(circle(['a', 'b'], ['b', 'a'])).toEqual([files('a', 'b')]);
  expect(circle(['a', 'b'], ['b', 'c'], ['c', 'a'], ['c', 'd'])).toEqual([files('a', 'b', 'c')]);
  expect(circle(['a', 'a'])).toEqual([files('a')]);
  expect(circle(['a', 'b'], ['a', 'c'], ['b', 'd'], ['c', 'd'])).toEqual([]);
});

test('finds two files of one stem in one folder', () => {
  expect(sharedStems(['server/base/a.ts', 'renderer/ui/a.tsx', 'renderer/ui/a.ts'])).toEqual([
    'renderer/ui/a.tsx and renderer/ui/a.ts share a stem',
  ]);
});

test('finds long comment lines, and leaves code to the formatter', () => {
  const long = 'x'.repeat(121);
  expect(longComments({ file: 'a.ts', text: `const a = 1;\n// ${long}` })).toEqual(['a.ts:2 has 124 characters']);
  expect(longComments({ file: 'a.ts', text: ` * it's ${long}` })).toHaveLength(1);
  expect(longComments({ file: 'a.ts', text: `  title: '${long}',` })).toEqual([]);
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
])('reads the imports of: %s', (text, expected) => {
  const found = importsOf({ file: 'server/x.ts', text });
  expect(found.map(({ imported, isTypeOnly }) => [imported, isTypeOnly])).toEqual(expected);
});
