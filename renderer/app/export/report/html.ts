import { visibleRuns } from '../../../model/visible-text.ts';

/** Markup that was written here. Only {@link html} makes it, so no text from elsewhere can pass for it. */
export class Html {
  readonly markup: string;

  constructor(words: TemplateStringsArray, inserts: readonly Insert[]) {
    this.markup = words.map((word, index) => word + markupOf(inserts[index] ?? null)).join('');
  }
}

/** The values between the words of markup: text and numbers become text, lists are joined, null is empty. */
export type Insert = string | number | Html | null | readonly Insert[];

/** Markup with things put into it: html`<b>${name}</b>`. Text is escaped wherever it is put, in attributes too. */
export function html(words: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return new Html(words, inserts);
}

/**
 * Text from the wire: isolated so that it cannot change the reading direction of the text around it, and with every
 * invisible character as a mark.
 */
export function hostile(text: string): Html {
  const runs = visibleRuns(text).map((run) => (run.isMark ? html`<span class="mark">${run.text}</span>` : run.text));
  return html`<bdi>${runs}</bdi>`;
}

function markupOf(insert: Insert): string {
  if (insert === null) return '';
  if (insert instanceof Html) return insert.markup;
  if (typeof insert === 'string' || typeof insert === 'number') return escaped(String(insert));
  return insert.map(markupOf).join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
