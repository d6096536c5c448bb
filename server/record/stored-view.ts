import type { SideEvidence } from '../contract/evidence.ts';
import type { StoreSide } from '../contract/store-evidence.ts';
import type { SessionPart, SessionView } from './session-view.ts';

/**
 * A view that reads the data before and after a request from the session store of the app. Facts that the store does
 * not provide come from `view`.
 */
export function storedView(view: SessionView): SessionView {
  return (request) => {
    const seen = view(request);
    return (ended) => {
      const part = seen(ended);
      const { store } = ended.observation;
      if (store === null || part.evidence === undefined) return part;
      const { evidence, before, after } = store;
      const sides: Partial<SessionPart> = {
        ...(isTold(evidence.before) ? { sidBefore: before.sid ?? part.sidBefore, sessionBefore: before.data } : {}),
        ...(isTold(evidence.after)
          ? { sidAfter: evidence.after.state === 'present' ? after.sid : null, sessionAfter: after.data }
          : {}),
      };
      return {
        ...part,
        ...sides,
        evidence: {
          ...part.evidence,
          before: sideOf(evidence.before) ?? part.evidence.before,
          after: sideOf(evidence.after) ?? part.evidence.after,
          store: evidence,
        },
      };
    };
  };
}

function isTold({ state }: StoreSide): boolean {
  return state === 'present' || state === 'absent' || state === 'expired';
}

/** Null if only the cookie shows the session on this side. */
function sideOf({ state }: StoreSide): SideEvidence | null {
  if (state === 'present') return 'stored';
  return state === 'absent' || state === 'expired' ? 'not-stored' : null;
}
