export function isSigning(env?: NodeJS.ProcessEnv): boolean;
export function suffixOfUnsigned(env?: NodeJS.ProcessEnv): string;
