/**
 * `session-inspector/express`: express-session as the app uses it, seen from inside by an inspector of the same user.
 * Bundled for the npm package without dependencies (packaging/npm-package.mjs).
 */
export { type InspectOptions, inspect } from './express/inspect.ts';
