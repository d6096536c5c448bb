/** The workflow of a release cannot be run here, so it is read: what it builds, with which rights, from what. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const project = join(import.meta.dirname, '../../..');
/** The YAML parser of electron-builder, which is there whenever packages are made. */
const { load } = createRequire(join(project, 'packaging', 'package.json'))('js-yaml') as {
  load(text: string): unknown;
};

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: { readonly push: { readonly tags: readonly string[] } };
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const text = readFileSync(join(project, '.github/workflows/release.yml'), 'utf8');
const workflow = load(text) as Workflow;
const jobs = Object.entries(workflow.jobs);
const steps = jobs.flatMap(([, job]) => job.steps);
const onlyForTags = "startsWith(github.ref, 'refs/tags/v')";

test('every system and processor is built on its own machine, with all of its packages', () => {
  const built = workflow.jobs.desktop?.strategy?.matrix.include.map(({ os = '', arch, targets }) => [
    os.split('-')[0],
    arch,
    targets,
  ]);
  expect(built).toEqual([
    ['ubuntu', 'x64', 'deb rpm tar.gz zip AppImage'],
    ['ubuntu', 'arm64', 'deb rpm tar.gz zip AppImage'],
    ['windows', 'x64', 'nsis portable zip'],
    ['windows', 'arm64', 'nsis portable zip'],
    ['macos', 'x64', 'dmg zip'],
    ['macos', 'arm64', 'dmg zip'],
  ]);
});

test('every action is pinned by its commit, with its version beside it', () => {
  const used = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
  expect(used.length).toBeGreaterThan(8);
  for (const uses of used) expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
  for (const line of text.split('\n').filter((one) => one.includes('uses:'))) expect(line).toMatch(/# v\d+\.\d+\.\d+$/);
});

test('a job may read, and only the jobs of a tag may write or sign', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(workflow.on.push).toEqual({ tags: ['v*'] });
  for (const [name, job] of jobs) {
    expect(job['timeout-minutes'], name).toBeLessThanOrEqual(60);
    if (job.permissions !== undefined) expect(job.if, name).toBe(onlyForTags);
  }
  expect(workflow.jobs.draft?.permissions).toEqual({ contents: 'write' });
  expect(workflow.jobs['publish-npm']).toMatchObject({
    environment: 'npm',
    needs: ['draft'],
    permissions: { contents: 'read', 'id-token': 'write' },
  });
});

test('secrets are named in the environment of a step only, and certificates are empty unless a tag is signed', () => {
  expect(text).toContain(`ENABLE_SIGNING: \${{ ${onlyForTags} && vars.ENABLE_SIGNING || 'false' }}`);
  for (const { run = '' } of steps) expect(run).not.toContain('secrets.');
  const secrets = steps.flatMap(({ env = {} }) => Object.values(env)).filter((value) => value.includes('secrets.'));
  for (const value of secrets.filter((one) => !one.includes('NPM_TOKEN'))) {
    expect(value).toMatch(/^\$\{\{ env\.ENABLE_SIGNING == 'true' && secrets\.\w+ \|\| '' \}\}$/);
  }
});

test('names that come from outside reach a shell through the environment alone', () => {
  for (const { run = '' } of steps) expect(run).not.toMatch(/\$\{\{\s*github\./);
});

test('each packed app is started before it is kept, and the release has its checksums and its provenance', () => {
  const runs = (job: string) => workflow.jobs[job]?.steps.map(({ run, uses }) => run ?? uses ?? '') ?? [];
  const desktop = runs('desktop');
  const at = (pattern: RegExp) => desktop.findIndex((one) => pattern.test(one));
  expect(at(/npm run package/)).toBeLessThan(at(/smoke-test/));
  expect(at(/smoke-test/)).toBeLessThan(at(/upload-artifact/));
  expect(runs('npm')).toContain('npm run package -- npm sbom');
  expect(runs('draft').join('\n')).toMatch(/write-checksums\.mjs\ngh release create "\$TAG" --draft/);
  expect(runs('publish-npm').join('\n')).toContain('npm publish dist/session-inspector-*.tgz --provenance');
});
