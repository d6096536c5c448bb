import { createContext, useContext } from 'react';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import type { CopyLanguage } from '../../../model/copy-as/copy-language.ts';

/** What can be done with a recorded request. What came of it is told by a note over the view. */
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
  /** Marks it as the one to compare with, or compares it with the marked one; takes the mark off the marked one. */
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
