import type { CopyNote } from '../../model/copy-as/copied-request.ts';
import type { CopyLanguage } from '../../model/copy-as/copy-as.ts';
import type { DraftProblem } from '../../model/request-draft.ts';

const languages: Record<CopyLanguage, string> = { curl: 'curl', fetch: 'fetch', python: 'Python' };

const copyNote: Record<CopyNote, string> = {
  'method-unknown': 'The file does not have its method: this copy sends GET.',
  'body-unknown': 'Its body is missing: the log does not hold bodies.',
  'session-cookie': 'It holds a session cookie: whoever has it has the session.',
  'target-tidied': 'The path is sent tidied up: this program does not send it as it stood.',
  'lines-joined': 'Header lines of one name are joined into one.',
  'not-in-a-page': 'For Node, which adds lines of its own. A web page sends its own cookies instead of these.',
  refused: 'fetch refuses this method.',
};

const problems: Record<DraftProblem['code'], string> = {
  method: 'A method has capital letters only, and is not CONNECT.',
  'target-empty': 'Type a path, such as /getsession.',
  'target-characters': 'Visible ASCII only: write a space as %20, and encode every other letter.',
  'no-colon': 'there is no colon between name and value.',
  'header-name': 'a header name has letters, digits and - only.',
  'header-value': 'a header value has printable characters of Latin-1 only, so that it cannot become a second line.',
  framing: 'this line follows from the body, so it is written for you.',
  'cookie-line': 'cookies have a field of their own, below.',
  'cookie-characters': 'Printable characters of Latin-1 only, in one line.',
  'too-long': 'This is longer than can be sent.',
};

/** What can be done with a recorded request: send again, edit, copy, pin. */
export const requests = {
  tools: 'Tools for this request',
  pin: 'Pin',
  unpin: 'Unpin',
  resend: 'Send again as it was',
  resentFrom: (id: number) => `sent again from #${id}`,
  resentFromLink: (id: number) => `Show request #${id}, from which this was made`,

  languages,
  copyNote,
  copied: (language: string) => `Copied for ${language}.`,
  sentenceBetween: ' ',
  sent: (id: number, status: number) => `Sent as request #${id}, answered ${status}.`,
  sentUnrecorded: (status: number) => `Sent, answered ${status}. It is not in the log: recording is paused.`,
  notPinned: {
    'not-found': 'This request is not in the log any more, so it cannot be pinned.',
    'too-many': '50 requests are pinned, and that is all there can be. Unpin one first.',
    'too-large': 'The pinned requests hold all that they may together. Unpin one first.',
  },

  pinned: 'Pinned requests',
  pinnedCount: (n: number) => `Pinned (${n})`,
  pinnedWhy: 'They stay here, also when the log is cleared, until you unpin them.',
  unpinThis: (id: number) => `Unpin request #${id}`,

  editTitle: (id: number) => `Edit request #${id} and send it`,
  composeTitle: 'Write a request',
  editLead: 'Every line is sent as it stands here, over a real connection to the site and to nowhere else.',
  sender: 'Sent by',
  senderOutside: 'a program from outside',
  method: 'Method',
  target: 'Path and query',
  headers: 'Headers',
  headersHint: 'One a line, “Name: value”, in the order in which they are sent.',
  cookies: 'Cookies',
  cookiesAsSent: 'As it was sent',
  cookiesWritten: 'Written here',
  cookiesOfJar: (name: string) => `${name}’s cookies now`,
  cookiesNone: 'None',
  cookieLine: 'Cookie line',
  cookieHint: 'Pairs “name=value”, with “; ” between them.',
  body: 'Body',
  bodyHint: 'Sent as UTF-8; its length is added by itself.',
  bodyUntyped: 'Without a Content-Type the site does not read this as JSON.',
  bodyWas: {
    rebuilt:
      'The log does not hold bodies. This one is made again from the value that was set; its length is the same.',
    unknown: 'This request came with a body, but the log does not hold bodies: write it here.',
  },
  addJsonType: 'Add Content-Type: application/json',
  cancel: 'Cancel',
  send: 'Send',
  sending: 'Sending…',
  problem: ({ code, line }: DraftProblem) => (line === undefined ? problems[code] : `Line ${line}: ${problems[code]}`),
};
