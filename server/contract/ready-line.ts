import type { WatchedApp } from './watch.ts';

type Ready = Pick<WatchedApp, 'app' | 'open' | 'name'>;

/** The watched apps in the ready line for programs. */
export function watchingMembers(apps: readonly Ready[]): Ready[] {
  return apps.map(({ app, open, name }) => ({ app, open, name }));
}

/** The watched apps for people: one line for each app, with its line break. */
export function watchingLines(apps: readonly Ready[]): string {
  return apps
    .map(({ app, open }) => `Watching        ${app}  ${open === null ? 'has no port' : `at  ${open}`}\n`)
    .join('');
}
