/** Who publishes a package, and where. A build on a machine of one's own has no such place, and says so. */

/**
 * The page of the repository that builds, from the variables that GitHub sets in a workflow, or from
 * `PACKAGE_HOMEPAGE`. Null if neither is set: then no package names a page, and the app has no *Releases* in its menu.
 */
export function homepage(env = process.env) {
  if (env.PACKAGE_HOMEPAGE) return env.PACKAGE_HOMEPAGE;
  if (!env.GITHUB_SERVER_URL || !env.GITHUB_REPOSITORY) return null;
  return `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}`;
}

/** `Name <address>` of who answers for a package, as Debian's packages need it, from `PACKAGE_MAINTAINER`. */
export function maintainer(env = process.env) {
  return env.PACKAGE_MAINTAINER || 'Session Inspector contributors <nobody@localhost>';
}
