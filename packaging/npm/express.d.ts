export interface InspectOptions {
  /**
   * The data folder of the inspector that is told. Default: the environment variable `SESSION_INSPECTOR_DATA_DIR`, else
   * the data folder of the user.
   */
  readonly dataDir?: string;
  /** Whether to tell an inspector even if `NODE_ENV` is `production`. Default: false. */
  readonly inProduction?: boolean;
}

/**
 * Returns express-session with its sessions seen from inside: `const session = inspect(require('express-session'))`.
 * An inspector of the same user on this machine is told the session before and after each request, the calls of the
 * store, the rule by which express-session decided, and the sessions of the store while its window lists them. The
 * behaviour of the app does not change. In production the same module is returned.
 */
export function inspect<Module>(session: Module, options?: InspectOptions): Module;
