import type { ExportOptions } from '../contract/export-options.ts';

/**
 * The name to save an export under, by the local time of its making: `session-inspector-2026-11-22-2015.ndjson`. A raw one says
 * so, `session-inspector-2026-11-22-2015-with-secrets.ndjson`: the file opens other people's sessions.
 */
export function exportFileName({ format, raw }: ExportOptions, nowMs: number): string {
  const now = new Date(nowMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const minute = `${two(now.getHours())}${two(now.getMinutes())}`;
  return `session-inspector-${day}-${minute}${raw ? '-with-secrets' : ''}.${format}`;
}
