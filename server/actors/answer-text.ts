import type { ActorAction } from '../contract/actor.ts';
import type { Answer } from './http-client.ts';

/** The longest answer shown on the actor; the record has its size, the site its text. */
const maxAnswerCharacters = 200;

/**
 * The content of a response in one line: the sentence of the tutorial, the value, or the title of an error. `asked` is
 * the purpose of the request, if known.
 */
export function answerText(asked: ActorAction['type'] | null, answer: Answer): string {
  const body = answer.contentType.startsWith('application/json') ? parsed(answer.body) : undefined;
  if (body === undefined) return shorten(plainText(answer));
  if (answer.status >= 400) return shorten(errorTitle(body) ?? `${answer.status}`);
  if (asked === 'get' || asked === 'pop') return shorten(JSON.stringify(body));
  return shorten(errorTitle(body) ?? answer.body);
}

/** The reason why there was no response. */
export function noAnswerText(error: unknown): string {
  return `The site did not answer: ${reasonOf(error)}`;
}

/** Connecting to `localhost` tries several addresses; if all fail, the reasons are inside. */
function reasonOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}

/** Undefined if the text is not complete JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The site escapes values for HTML; a chip on an actor shows text. */
function plainText({ body, contentType }: Answer): string {
  if (!contentType.startsWith('text/html')) return body;
  const text = /<h1>(.*?)<\/h1>/s.exec(body)?.[1] ?? body;
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}

function errorTitle(body: unknown): string | null {
  if (body === null || typeof body !== 'object' || !('title' in body)) return null;
  return typeof body.title === 'string' ? body.title : null;
}

function shorten(text: string): string {
  return text.length <= maxAnswerCharacters ? text : `${text.slice(0, maxAnswerCharacters)}…`;
}
