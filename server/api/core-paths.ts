/** The paths that the inspector answers itself. Every other path is a file of the window. */
export const corePaths = {
  /** Procedures, and the live stream. */
  procedures: '/trpc',
  /** The upload of files to open. */
  recordings: '/recordings',
  /** The procedures of each opened file and of each watched app. */
  workspaces: '/workspaces',
  /** Browser mode: the exchange of a link's code for a token. */
  access: '/access',
  /** Prepared files. The path continues with a ticket. */
  downloads: '/download',
} as const;

/** Whether the core answers this path. */
export function isCorePath(pathname: string): boolean {
  return Object.values(corePaths).some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
