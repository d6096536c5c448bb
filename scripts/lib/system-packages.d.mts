/** The system packages that the tests need on Linux, by Debian's names. */
export const needed: readonly string[];
export function installSystemPackages(): Promise<void>;
