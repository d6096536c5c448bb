import { lazyDialog } from '../../../shared/lazy-part.tsx';
import { loadToolModels } from './load-tool-models.ts';
import { ToolNote } from './tool-note.tsx';
import type { ToolState } from './use-tool-state.ts';

const RequestEditor = lazyDialog(async () => (await import('./request-editor.tsx')).RequestEditor);
const CookieEditor = lazyDialog(async () => (await import('./cookie-editor.tsx')).CookieEditor);
const RequestComparison = lazyDialog(
  async () => (await import('../../../shared/compare/request-comparison.tsx')).RequestComparison,
);

/** Separate files, loaded before they are needed. */
export const TOOL_PARTS = [RequestEditor, RequestComparison, CookieEditor, { preload: preloadModels }];

function preloadModels(): void {
  // The parts have not been needed yet. The next use tries again and reports a failure.
  loadToolModels().catch(() => {});
}

/** The parts that the request tools open: the editor, the comparison, and the note with the result. */
export function ToolParts({ of: state }: { of: ToolState }) {
  return (
    <>
      <ToolNote note={state.note} onDismiss={state.dismissNote} />
      <RequestEditor isOpen={state.draft !== null} draft={state.draft} onClose={state.closeDraft} onSend={state.send} />
      <CookieEditor isOpen={state.cookieOf !== null} actorId={state.cookieOf} onClose={state.closeCookie} />
      <RequestComparison
        isOpen={state.pair !== null}
        pair={state.pair}
        onClose={state.closePair}
        onSwap={state.swapPair}
      />
    </>
  );
}
