export function buildTime(env?: NodeJS.ProcessEnv): number;
