/** The models of the request tools: a separate file, loaded while the page is idle. */
export { copyAs } from '../../../model/copy-as/copy-as.ts';
export { draftFor, draftOf } from '../../../model/request-draft.ts';
export { resentRequest } from '../../../model/resent-request.ts';
