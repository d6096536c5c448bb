import { useEffect, useRef, useState } from 'react';
import type { ExportScope } from '../../../server/contract/export-options.ts';
import type { ExportPreview } from '../../../server/contract/export-results.ts';
import { useCommands, useStore } from '../../data/use-inspector.ts';
import type { ExportKind } from '../../navigation/open-export.ts';

/** The preview of the present choices, or of the earlier ones while the new preview is being loaded. */
export interface Preview {
  readonly state: 'loading' | 'shown' | 'unanswered';
  readonly preview: ExportPreview | null;
}

/** While the user moves along a row of options, no preview is requested for each step. */
const CHOOSING_MS = 60;
/** How often entries that came are taken into account. */
const FOLLOW_MS = 2000;

/**
 * Requests the preview again after each choice and while entries arrive. All previews share one draft, so pseudonyms
 * stay the same.
 */
export function usePreview(kind: ExportKind, raw: boolean, scope: ExportScope): Preview {
  const { previewExport } = useCommands();
  const store = useStore();
  const draft = useRef<string | undefined>(undefined);
  const [preview, setPreview] = useState<Preview>({ state: 'loading', preview: null });
  const scopeKey = JSON.stringify(scope);

  useEffect(() => {
    const stop = new AbortController();
    let askedAt = -1;
    const chosen = JSON.parse(scopeKey) as ExportScope;
    const ask = async () => {
      askedAt = store.getState().arrivedCount;
      const format = kind === 'report' ? 'ndjson' : kind;
      const options = { format, raw, scope: chosen, draft: draft.current };
      const answer = await previewExport(options, stop.signal);
      if (stop.signal.aborted) return;
      if (answer?.ok) draft.current = answer.draft;
      setPreview({ state: answer === null ? 'unanswered' : 'shown', preview: answer });
    };
    setPreview((known) => ({ ...known, state: 'loading' }));
    const first = setTimeout(() => void ask(), CHOOSING_MS);
    const following = setInterval(() => {
      if (askedAt !== -1 && store.getState().arrivedCount !== askedAt) void ask();
    }, FOLLOW_MS);
    return () => {
      clearTimeout(first);
      clearInterval(following);
      stop.abort();
    };
  }, [kind, raw, scopeKey, previewExport, store]);
  return preview;
}
