import type { CopyLanguage } from '../../model/copy-as/copy-language.ts';
import type { DraftProblem } from '../../model/request-draft.ts';
import { count, plural, timeOfDay } from './words.ts';

const languages: Record<CopyLanguage, string> = {
  curl: 'curl',
  cmd: 'cmd',
  powershell: 'PowerShell',
  fetch: 'fetch',
  python: 'Python',
};

const copyNote = {
  'method-unknown': 'The file does not have its method: this copy sends GET.',
  'body-unknown': 'Its body is missing: the log does not hold bodies.',
  'session-cookie': 'It holds a session cookie: whoever has it has the session.',
  'target-changed': (program: string, sent: string) =>
    `${program} does not send this path as it was. It sends: ${sent}`,
  'target-may-change': 'PowerShell may send this path in another spelling: .NET tidies up addresses.',
  'method-changed': (program: string, sent: string) => `${program} sends the method as ${sent}.`,
  'lines-joined': 'Header lines of one name are joined into one.',
  'lines-left-out': (program: string, names: readonly string[]) =>
    `${program} does not send these header lines as they were, so they are left out: ${names.join(', ')}.`,
  'adds-lines': 'PowerShell adds header lines of its own.',
  'adds-content-length': (program: string) => `${program} adds the header line Content-Length: 0.`,
  'sent-as-http-1-1': (program: string, was: string) => `${program} sends it as HTTP/1.1; it was HTTP/${was}.`,
  'body-escaped': 'Characters of the body beyond ASCII are written as \\u escapes: the same JSON with another length.',
  'percent-in-batch-files': 'For the prompt of cmd. In a batch file, double each percent sign.',
  'needs-powershell-7': 'PowerShell 7 only: Windows PowerShell 5.1 cannot send this.',
  'not-in-a-page': 'For Node, which adds lines of its own. A web page sends its own cookies instead of these.',
};

/** Why a request cannot be copied. */
const cannotSend = {
  method: (program: string, method: string) => `${program} cannot send this request: it refuses the method ${method}.`,
  target: (program: string, target: string) =>
    `${program} cannot send this request: ${target} is not a path, and ${program} sends paths only. curl can send it.`,
  'body-with-method': (program: string, method: string) =>
    `${program} cannot send this request: it sends no body with ${method}.`,
  'address-unknown': (_program: string) =>
    'There is nothing to copy: the file does not have the address of this request.',
  length: (program: string) => `${program} cannot run this command: it is longer than 8,191 characters.`,
};

const problems: Record<DraftProblem['code'], string> = {
  method: 'A method has capital letters only, and is not CONNECT.',
  'target-empty': 'Type a path, such as /getsession.',
  'target-characters': 'Visible ASCII only: write a space as %20, and encode every other letter.',
  'no-colon': 'there is no colon between name and value.',
  'header-name': 'a header name has letters, digits and - only.',
  'header-value': 'a header value has printable characters of Latin-1 only, so that it cannot become a second line.',
  framing: 'this line follows from the body, so it is written for you.',
  'cookie-line': 'cookies have a separate field, below.',
  'cookie-characters': 'Printable characters of Latin-1 only, in one line.',
  'too-long': 'This is longer than can be sent.',
};

/** The actions on a recorded request: send again, edit, copy, pin. */
export const requests = {
  tools: 'Tools for this request',
  pin: 'Pin',
  unpin: 'Unpin',
  resend: 'Send again as it was',
  resentFrom: (id: number) => `sent again from #${id}`,
  resentFromLink: (id: number) => `Show request #${id}, from which this was made`,

  languages,
  copyNote,
  cannotSend,
  copied: (language: string) => `Copied for ${language}.`,
  notCopied: 'Only this remark was copied.',
  sentenceBetween: ' ',
  sent: (id: number, status: number) => `Sent as request #${id}, answered ${status}.`,
  sentUnrecorded: (status: number) => `Sent, answered ${status}. It is not in the log: recording is paused.`,
  notPinned: {
    'not-found': 'This request is not in the log any more, so it cannot be pinned.',
    'too-many': '50 requests are pinned, which is the limit. Unpin one first.',
    'too-large': 'The pinned requests have reached their limit of size. Unpin one first.',
  },

  pinned: 'Pinned requests',
  pinnedCount: (n: number) => `Pinned (${n})`,
  pinnedWhy: 'They stay here, also when the log is cleared, until you unpin them.',
  unpinThis: (id: number) => `Unpin request #${id}`,

  editTitle: (id: number) => `Edit request #${id} and send it`,
  composeTitle: 'Write a request',
  editLead: 'Every line is sent unchanged, over a real connection to the site and to no other server.',
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
  bodyHint: 'Sent as UTF-8; Content-Length is added automatically.',
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

/** The filter of the log: its field, its suggestions and its results. */
export const filter = {
  name: 'Filter the log',
  placeholder: 'Filter: text, /regex/ or key:value',
  /** For a narrow field. */
  placeholderShort: 'Filter',
  clear: 'Clear the filter',
  offers: 'Suggestions',
  savedGroup: 'Saved filters',
  keysGroup: 'Filter keys',
  /** A description of each key of the language. */
  keys: {
    method: 'method of the request',
    'status-code': 'status of the answer',
    url: 'part of the address',
    path: 'part of the path',
    actor: 'who sent it',
    sid: 'beginning of a session id',
    session: 'a key of the session and its value',
    is: 'a property of the request, for example is:tampered',
    op: 'what was done with the session',
    store: 'what the store was asked to do',
    'cookie-name': 'name of a cookie that came',
    'cookie-value': 'value of a cookie that came',
    'set-cookie-name': 'name of a cookie that was set',
    'set-cookie-value': 'value of a cookie that was set',
    'cookie-refused': 'why a browser refuses a cookie that was set',
    'cookie-differs': 'the prediction for a cookie, if the client behaved differently',
    header: 'part of a header line of request or response',
    'has-response-header': 'name of a response header',
    engine: 'engine in charge',
    kind: 'kind of entry',
    'larger-than': 'bytes of the response, at least one more',
    'slower-than': 'milliseconds it took, and more',
    after: 'from this time on',
    before: 'up to this time',
    id: 'number of the entry',
  },
  /** Errors in the filter text. `part` is the invalid part. */
  errors: {
    'too-long': 'This filter is too long.',
    'too-many-terms': 'This filter has too many terms.',
    'unclosed-quote': 'A quote is opened here and not closed.',
    'missing-session-key': 'Type a key of the session.',
    'bad-regex': 'This is not a valid regular expression.',
    'open-regex': 'Unterminated regular expression: add a closing /. Use \\s for a space.',
    'long-regex': 'This regular expression is too long.',
    'slow-regex': 'This regular expression takes too long. Make it simpler, or search for plain text.',
    unknownKey: (key: string) => `“${key}” is not a filter key. Put it in quotes to search for the text.`,
    unknownKeyNear: (key: string, suggestion: string) => `“${key}” is not a filter key. Did you mean ${suggestion}?`,
    missingValue: (key: string) => `${key}: needs a value.`,
    badValue: (key: string, expected: string) => `${key}: does not accept this value. It accepts ${expected}.`,
  },
  found: (matched: number, total: number) => `${count(matched)} of ${count(total)}`,
  foundSoFar: (matched: number) => `${count(matched)} so far`,
  searching: 'Searching…',
  notIndexed: (n: number) => `${plural(n, 'entry', 'entries')} to be indexed; until then searches take longer`,
  none: 'Nothing in the log matches this filter.',
  noneYet: 'Searching the log…',
  remove: (term: string) => `Remove ${term}`,
  hideLab: 'Hide requests of the Lab',
  showLab: 'Show requests of the Lab',
  save: 'Save this filter',
  forget: 'Forget this saved filter',
  saved: 'Saved: the field suggests this filter',
  forgotten: 'No longer saved',
  inForce: 'Active filter',
  afterTime: (atMs: number) => `after ${timeOfDay(atMs)}`,
  beforeTime: (atMs: number) => `before ${timeOfDay(atMs)}`,
};
