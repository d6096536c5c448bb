import type { ExportOptions, ExportScope } from '../contract/export-options.ts';

const partNames: Record<ExportScope['of'], string> = { all: '', filter: '-filtered', session: '-session' };

/**
 * The name of the file for an export, by the local time: `session-inspector-2026-11-22-2015.ndjson`. The name also
 * shows a partial and a raw export, as in `session-inspector-2026-11-22-2015-filtered-with-secrets.ndjson`, because
 * anyone with a raw file can take over the sessions in it.
 */
export function exportFileName({ format, raw, scope }: ExportOptions, nowMs: number): string {
  return `session-inspector-${minuteOf(nowMs)}${partNames[scope.of]}${raw ? '-with-secrets' : ''}.${format}`;
}

/** The name of the file for a copy of the whole database: `session-inspector-2026-11-22-2015-with-secrets.db`. */
export function copyFileName(nowMs: number): string {
  return `session-inspector-${minuteOf(nowMs)}-with-secrets.db`;
}

function minuteOf(nowMs: number): string {
  const now = new Date(nowMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}`;
}
