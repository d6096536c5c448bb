/** What the tools of a request work with: a file of its own, fetched while the page is idle. */
export { copyAs } from '../../../model/copy-as/copy-as.ts';
export { draftFor, draftOf } from '../../../model/request-draft.ts';
export { resentRequest } from '../../../model/resent-request.ts';
