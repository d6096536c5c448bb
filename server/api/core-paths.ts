/** Where the inspector answers by itself; every other path is a file of the window. */
export const corePaths = {
  /** Procedures, and the live stream. */
  procedures: '/trpc',
  /** Where files are sent to be opened. */
  recordings: '/recordings',
  /** The procedures of each opened file and of each watched app. */
  workspaces: '/workspaces',
  /** Browser mode: where a link's code is exchanged for a token. */
  access: '/access',
  /** Prepared files; a ticket follows. */
  downloads: '/download',
} as const;

/** Whether the core answers this path. */
export function isCorePath(pathname: string): boolean {
  return Object.values(corePaths).some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
