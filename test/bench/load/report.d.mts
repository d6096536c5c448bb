export function printTable(head: readonly string[], rows: readonly (readonly unknown[])[]): void;
export function printJson(bench: string, results: unknown): void;
