import type { ExportOptions, ExportScope } from '../contract/export-options.ts';

const partNames: Record<ExportScope['of'], string> = { all: '', filter: '-filtered', session: '-session' };

/**
 * The name to save an export under, by the local time of its making: `session-inspector-2026-11-22-2015.ndjson`. A
 * part of the log says so, and so does a raw one, `session-inspector-2026-11-22-2015-filtered-with-secrets.ndjson`:
 * that file opens other people's sessions.
 */
export function exportFileName({ format, raw, scope }: ExportOptions, nowMs: number): string {
  const now = new Date(nowMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const minute = `${two(now.getHours())}${two(now.getMinutes())}`;
  return `session-inspector-${day}-${minute}${partNames[scope.of]}${raw ? '-with-secrets' : ''}.${format}`;
}
