export function homepage(env?: NodeJS.ProcessEnv): string | null;
export function maintainer(env?: NodeJS.ProcessEnv): string;
