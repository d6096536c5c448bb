import type { AnyLanguage } from '../any-language.ts';
import { count, dayAndTime, duration, plural } from './words.ts';

/**
 * The report page with the story of a session, and the form in front of it. The story itself uses the words of the
 * other sections.
 */
export const report = {
  titleField: 'Title',
  authorField: 'Your name',
  heading: 'What the page says above the story',
  holds: 'The page holds',
  contents: [
    'a picture of who sent what when',
    'each request in order, in words',
    'the session before and after each',
    'the cookies, and the rule behind every decision',
    'the engine, its options, and a glossary',
  ],
  alone: 'One HTML file: it loads nothing, runs no script, and prints well.',
  newestOnly: (n: number) => `The newest ${count(n)} entries are told.`,

  titleOfSession: 'The story of a session',
  titleOfLog: 'What happened to the sessions',
  by: 'by',
  lead: (requests: number, ms: number, senders: number) =>
    `${plural(requests, 'request')} from ${plural(senders, 'sender')}${ms >= 1000 ? ` within ${duration(ms)}` : ''}, recorded by Session Inspector.`,
  newest: (shown: number, total: number) => `The newest ${count(shown)} of ${count(total)} entries.`,
  facts: {
    title: 'In short',
    session: 'Session id',
    owner: 'Issued to',
    senders: 'Sent by',
    when: 'When',
    fromTo: (fromMs: number, toMs: number) =>
      toMs - fromMs < 1000 ? dayAndTime(fromMs) : `${dayAndTime(fromMs)}, for ${duration(toMs - fromMs)}`,
    cookie: 'Cookie',
    predicted: 'Cookies predicted',
    differences: (n: number, all: number) => `${count(n)} of ${count(all)} other than predicted`,
    kept: 'Where the data was kept',
  },
  glance: 'At a glance',
  timeline: (entries: number, senders: number) =>
    `Timeline of ${plural(entries, 'entry', 'entries')} from ${plural(senders, 'sender')}; each is told below`,
  otherEntry: 'note',
  number: (id: number) => `#${id}`,
  happened: 'What happened',
  session: 'The session',
  unchanged: 'unchanged:',
  empty: 'no keys',
  cookie: 'The cookie',
  came: 'came',
  sent: 'sent back',
  options: 'Options of the engine',
  optionsNow: 'As they were set when this page was made.',
  optionColumns: { option: 'Option', value: 'Value', meaning: 'What it does' },
  words: 'Words used here',
  pseudonymNote:
    'Session ids, cookies and signatures are replaced by pseudonyms, such as sid:7f3a91c2d04e. The same pseudonym is the same value everywhere on this page, and no session can be taken over with it.',
  rawNote: 'This page holds whole session ids and cookies: whoever has it can take over the sessions that still live.',
  madeWith: (product: string, atMs: number) => `Made with ${product}, ${dayAndTime(atMs)}.`,
};

export type ReportStrings = AnyLanguage<typeof report>;
