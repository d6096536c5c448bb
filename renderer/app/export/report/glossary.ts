import type { Glossary } from '../../../strings/en/glossary.ts';
import type { StringsWithLater } from '../../../strings/with-later.ts';
import { type Html, html } from './html.ts';
import type { Report } from './report.ts';

type Term = keyof Glossary['terms'];

/** The words that this page uses and a reader may not know, each with a sentence. */
export function glossary(report: Report, t: StringsWithLater): Html {
  const { terms } = t.glossary;
  const used = (Object.keys(terms) as Term[]).filter((term) => USED[term](report));
  return html`<dl class="glossary">${used.map((term) => html`<div><dt>${terms[term].name}</dt><dd>${terms[term].means}</dd></div>`)}</dl>`;
}

const always = () => true;
const withEngine =
  (engine: Report['engines'][number]) =>
  ({ engines }: Report) =>
    engines.includes(engine);
const withOperation =
  (...ops: readonly string[]) =>
  ({ requests }: Report) =>
    requests.some(({ operations }) => operations.some(({ op }) => ops.includes(op)));
const withVerdict =
  (...kinds: readonly string[]) =>
  ({ requests }: Report) =>
    requests.some(({ verdict }) => kinds.includes(verdict.kind));

const withRule =
  (part: string) =>
  ({ requests }: Report) =>
    requests.some(({ decision }) => decision.some(({ rule }) => rule.includes(part)));

/** Verdicts with which no cookie was refused. */
const TAKEN: ReadonlySet<string> = new Set([
  'none',
  'accepted',
  'unchecked',
  'wrong-engine',
  'not-observed',
  'not-read',
  'not-verifiable',
]);

/** When a page has use for a word. */
const USED: Record<Term, (report: Report) => boolean> = {
  session: always,
  cookie: always,
  setCookie: always,
  sid: withEngine('server-side'),
  store: withEngine('server-side'),
  serverSide: withEngine('server-side'),
  clientSide: withEngine('client-side'),
  payload: withEngine('client-side'),
  signature: always,
  secret: always,
  refused: ({ requests }) => requests.some(({ verdict: { kind } }) => !TAKEN.has(kind)),
  forged: withVerdict('bad-signature', 'malformed'),
  handler: ({ requests }) => requests.some(({ verdict }) => verdict.kind !== 'not-observed'),
  get: withOperation('get', 'list'),
  set: withOperation('set'),
  pop: withOperation('pop', 'clear'),
  touch: ({ requests }) => requests.some(({ storeOperations }) => storeOperations.some(({ op }) => op === 'touch')),
  regenerate: withOperation('regenerate'),
  destroy: withOperation('destroy'),
  expiry: withVerdict('expired'),
  saveUninitialized: withRule('uninitialized'),
  resave: withRule('resave'),
  rolling: withRule('rolling'),
  secureCookie: withRule('insecure'),
  permanent: withRule('refreshed'),
  pseudonym: ({ isRaw }) => !isRaw,
};
