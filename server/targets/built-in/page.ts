import { createHash } from 'node:crypto';
import { escapeHtml } from '../escape-html.ts';

const style = `
:root { color-scheme: light dark }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 42rem; margin: 8vh auto; padding: 0 1.5rem }
code { font-family: ui-monospace, monospace } a { color: light-dark(#4338ca, #a5a0ff) }
dt { margin-top: .8rem; font-weight: 600 } dd { margin: 0; color: light-dark(#555, #aaa) }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** The Content-Security-Policy of every page of the site: nothing is loaded or executed, and no page may frame it. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * A small page of the site. The empty icon keeps browsers from asking for /favicon.ico, which would be one more
 * request.
 */
export function page(title: string, bodyHtml: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style>${style}</style>
<h1>${escapeHtml(title)}</h1>${bodyHtml}</html>`;
}
