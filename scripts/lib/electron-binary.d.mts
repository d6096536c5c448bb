export function electronBinary(node: string): Promise<string | null>;
export function installedElectron(): string | null;
