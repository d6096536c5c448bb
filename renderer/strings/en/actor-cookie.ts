import { count } from './words.ts';

/** The cookie of a simulated browser, changed by hand or dragged to another. */
export const actorCookie = {
  edit: 'Edit its cookie…',
  compose: 'Write a request…',
  drag: (name: string) => `${name}’s cookie: drag it onto another actor to copy it there. The menu can do the same.`,

  title: (name: string) => `${name}’s session cookie`,
  lead: 'This browser sends this text from now on. No request is made, and the server does not know about the change.',
  valueOf: (name: string) => `Value of ${name}`,
  hint: 'Exactly as in the Cookie header, still percent-encoded.',
  badCharacters: 'A cookie value has printable characters of Latin-1 only, no semicolon, and is one line.',
  tooLong: (n: number) => `A browser keeps ${count(n)} characters at most.`,
  takeApart: 'Take it apart in Cookies',
  cancel: 'Cancel',
  save: (name: string) => `Put into ${name}’s jar`,
};
