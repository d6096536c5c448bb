import type { AnyLanguage } from '../any-language.ts';

/** The steps of the tour of the first lesson. */
export const tourSteps = {
  actors: {
    title: 'Three browsers, one site',
    text: 'Alice, Bob and Mallory each have a cookie jar of their own. Press Set on Alice: a real request goes to the site, which keeps the value in her session.',
  },
  row: {
    title: 'Every request is a row',
    text: 'Who sent it, which session it had, and what it did to that session. Choose a row for its details; right-click it to see what can be done with it.',
  },
  story: {
    title: 'Why it was answered so',
    text: 'The story shows each message between browser, server and store, in order, and under it the rule behind every decision.',
  },
  cookie: {
    title: 'What the browser holds',
    text: 'The cookie in its parts. On the server side it is only a signed session id; the value itself is in the store. Point at a part to see how it is made.',
  },
  engine: {
    title: 'Now keep it in the cookie',
    text: 'Switch to Client-side, press Set again, and compare: the same value, but in the cookie, where anyone can read it. The filter beside it finds any request again.',
  },
};

export type TourStepStrings = AnyLanguage<typeof tourSteps>;
