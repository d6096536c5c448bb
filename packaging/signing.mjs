/**
 * A package is signed only if that is asked for, so that a certificate on a developer's machine is never used by
 * chance.
 */

/** `ENABLE_SIGNING=true`, with the variables of docs/releasing.md. */
export function isSigning(env = process.env) {
  return env.ENABLE_SIGNING === 'true';
}

/** Part of the file names of macOS and Windows, whose systems check signatures. */
export function suffixOfUnsigned(env = process.env) {
  return isSigning(env) ? '' : '-unsigned';
}
