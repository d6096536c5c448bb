/** The system packages that the tests need on Linux, by Debian's names. */
export const needed: readonly string[];
export const neededWhereOffered: readonly string[];
export const neededForPackages: readonly string[];
export function installSystemPackages(names?: readonly string[], offered?: readonly string[]): Promise<void>;
