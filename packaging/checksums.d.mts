export function checksums(folder: string): void;
