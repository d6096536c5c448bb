import { useCallback } from 'react';
import type { ExportScope } from '../../../server/contract/export-options.ts';
import type { ScopeRefusal } from '../../../server/contract/export-results.ts';
import { useCommands, useStore } from '../../data/use-inspector.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { reportPage } from './report/report-page.ts';
import type { MadeFile } from './use-export-run.ts';

export interface ReportWish {
  readonly scope: ExportScope;
  readonly raw: boolean;
  readonly title: string;
  readonly author: string;
}

/**
 * Makes the page of a report, in the language of the window. Null if the inspector did not respond, which the window
 * reports.
 */
export function useReportMaker(): (wish: ReportWish) => Promise<MadeFile | ScopeRefusal | null> {
  const { reportEntries } = useCommands();
  const store = useStore();
  const t = useStringsWithLater();
  return useCallback(
    async ({ scope, raw, title, author }) => {
      const found = await reportEntries({ scope, raw });
      const { settings, owners } = store.getState();
      if (found === null || !found.ok || settings === null) return found === null || !found.ok ? found : null;
      const madeAtMs = Date.now();
      const page = await reportPage(
        {
          ...found,
          owner: scope.of === 'session' ? (owners.get(scope.sid) ?? null) : null,
          settings,
          isRaw: raw,
          title: title.trim(),
          author: author.trim(),
          madeAtMs,
        },
        t,
      );
      return {
        name: reportFileName(raw, madeAtMs),
        isRaw: raw,
        blob: new Blob([page], { type: 'text/html' }),
        entries: found.entries.length,
      };
    },
    [reportEntries, store, t],
  );
}

/** As other exports are named (server/export/file-name.ts), by local time. */
function reportFileName(raw: boolean, atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const minute = `${two(at.getHours())}${two(at.getMinutes())}`;
  return `session-report-${day}-${minute}${raw ? '-with-secrets' : ''}.html`;
}
