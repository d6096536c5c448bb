export function installPackager(): Promise<void>;
