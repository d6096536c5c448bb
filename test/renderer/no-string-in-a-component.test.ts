import { describe, expect, it } from 'vitest';

const components = import.meta.glob<string>('../../renderer/**/*.tsx', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Words between tags, or in an attribute that is read out or shown. */
const TEXT_BETWEEN_TAGS = /^(?!\s*(?:\/?\*|\/\/)).*>\s*[A-Za-z][A-Za-z ,.'!?]*\s*<\//gm;
const TEXT_IN_ATTRIBUTE = /\b(?:aria-label|aria-description|title|placeholder|alt)="[^"]*[A-Za-z]/g;

describe('every word of the window comes from the catalogue', () => {
  it.each(Object.entries(components))('%s', (_path, source) => {
    expect([...(source.match(TEXT_BETWEEN_TAGS) ?? []), ...(source.match(TEXT_IN_ATTRIBUTE) ?? [])]).toEqual([]);
  });
});
