/** Where the inspector answers by itself; every other path is a file of the window. */
export const corePaths = {
  /** Procedures, and the live stream. */
  procedures: '/trpc',
  /** Files that are opened, and the procedures of each. */
  recordings: '/recordings',
  /** Browser mode: where a link's code is exchanged for a token. */
  access: '/access',
  /** Prepared files; a ticket follows. */
  downloads: '/download',
} as const;

/** Whether the core answers this path. */
export function isCorePath(pathname: string): boolean {
  return Object.values(corePaths).some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
