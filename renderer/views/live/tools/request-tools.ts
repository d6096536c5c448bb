import { createContext, useContext } from 'react';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import type { CopyLanguage } from '../../../model/copy-as/copy-language.ts';

/** The actions on a recorded request. A note above the view shows their results. */
export interface RequestTools {
  /** Sends it again as it was; opens it to be edited where its body is gone. */
  resend(record: RequestRecord): void;
  /** Opens it to be changed and sent. */
  edit(record: RequestRecord): void;
  /** Opens a request of an actor's own. */
  compose(actorId: string): void;
  /** Opens the session cookie of an actor's jar. */
  editCookie(actorId: string): void;
  copyAs(language: CopyLanguage, record: RequestRecord): void;
  togglePin(record: RequestRecord): void;
  /** Marks the request for a comparison, or compares it with the marked one; removes the mark from the marked one. */
  compare(record: RequestRecord): void;
}

const NOTHING: RequestTools = {
  resend: () => {},
  edit: () => {},
  compose: () => {},
  editCookie: () => {},
  copyAs: () => {},
  togglePin: () => {},
  compare: () => {},
};

export const RequestToolsContext = createContext<RequestTools>(NOTHING);

export function useRequestTools(): RequestTools {
  return useContext(RequestToolsContext);
}
