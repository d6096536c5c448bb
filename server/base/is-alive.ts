/**
 * Whether a process with this id exists. For a process of another user, signalling fails with a permission error, which
 * proves that it exists.
 */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
