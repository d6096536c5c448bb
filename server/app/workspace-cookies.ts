import type { WorkspaceContext } from '../api/context.ts';
import { loadedLater } from '../base/loaded-later.ts';

/**
 * The workbench for cookies with the secrets of one workspace. The code of all formats is loaded with the first use.
 */
export function createWorkspaceCookies(
  secrets: () => readonly string[],
  nowMs: () => number,
): WorkspaceContext['cookies'] {
  const workbench = loadedLater(async () => {
    const { createWorkbench } = await import('../cookie/workbench.ts');
    return createWorkbench(secrets, nowMs);
  });
  return {
    decode: async (input) => (await workbench.load()).decode(input),
    sign: async (input) => (await workbench.load()).sign(input),
  };
}
