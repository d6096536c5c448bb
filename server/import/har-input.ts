/**
 * What is read of a HAR entry, as leniently as may be: browsers and tools leave members out, write nulls, and add
 * their own. Source: HAR 1.2; exports of Chrome, Firefox, Safari and HTTP Toolkit.
 */
import { z } from 'zod';

const pairs = z.array(z.object({ name: z.string(), value: z.string().catch('') })).catch([]);
const text = z.string().catch('');
const size = z.number().catch(-1);

export const harEntrySchema = z.object({
  startedDateTime: z.string(),
  time: z.number().catch(0),
  request: z.object({
    method: z.string(),
    url: z.string(),
    httpVersion: text,
    headers: pairs,
    cookies: pairs,
  }),
  response: z
    .object({
      status: z.number().catch(0),
      statusText: text,
      httpVersion: text,
      headers: pairs,
      cookies: pairs,
      bodySize: size,
      content: z.object({ size }).catch({ size: -1 }),
      /** Chrome: why there was no answer. */
      _error: z.string().nullish().catch(null),
    })
    .catch({
      status: 0,
      statusText: '',
      httpVersion: '',
      headers: [],
      cookies: [],
      bodySize: -1,
      content: { size: -1 },
      _error: null,
    }),
});
export type HarInput = z.infer<typeof harEntrySchema>;

/** The program that wrote a HAR: `log.creator`, and `log.browser` where a tool wrote it for one. */
export const harProgramSchema = z.object({ name: z.string().max(200), version: z.string().max(200).catch('') });

/** What our own HAR says of itself. */
export const harAboutSchema = z.object({ exportedAt: text, redacted: z.boolean().nullable().catch(null) });
