import type { AnyLanguage } from '../any-language.ts';
import type { Term } from '../text/terms.ts';

interface Entry {
  readonly name: string;
  readonly means: string;
}

/**
 * The words of the field, each with a sentence: on the page of a report, and in a dialog of the window. Loaded with
 * these.
 */
export const glossary = {
  lead: 'These words, as this window and its reports use them.',
  terms: {
    session: {
      name: 'Session',
      means: 'The data that a site keeps about one browser between requests, as keys with values.',
    },
    cookie: {
      name: 'Cookie',
      means:
        'A short text that a site gives to a browser, and that the browser sends back to this site with every request. Other sites do not get it; a person with access to the browser can read it.',
    },
    setCookie: { name: 'Set-Cookie', means: 'The response header by which a site hands a cookie to a browser.' },
    sid: {
      name: 'Session id (sid)',
      means: 'A long random text that names one session. Whoever has it, and its signature, has the session.',
    },
    store: {
      name: 'Store',
      means:
        'Where the server keeps the data of sessions by their ids, for example in a table or in Redis. The tutorial site uses SQLite unless you choose another store. A store in memory is empty after a restart.',
    },
    serverSide: {
      name: 'Server-side session',
      means: 'The data stays in the store of the server; the cookie holds the signed session id and none of the data.',
    },
    clientSide: {
      name: 'Client-side session',
      means:
        'The data travels in the cookie itself, signed, and the server keeps nothing. This is what Flask does by default.',
    },
    payload: {
      name: 'Payload',
      means:
        'The data of a client-side session in the cookie: encoded, not encrypted, so anyone who has the cookie can read it.',
    },
    signature: {
      name: 'Signature',
      means: 'A checksum that only the server can make. It shows that a cookie was not changed; it hides nothing.',
    },
    secret: {
      name: 'Secret',
      means:
        'The key that signatures are made with. It must not leave the server, because whoever knows it can forge cookies. If it changes, for example because the app makes a new one at each start, every earlier cookie is refused and its session is lost.',
    },
    refused: {
      name: 'Refused cookie',
      means:
        'A cookie that the server does not accept: forged, expired, or of a session it does not know. The request continues as without a cookie.',
    },
    forged: {
      name: 'Forged cookie',
      means: 'A cookie whose signature is missing or does not match: the server ignores it.',
    },
    handler: {
      name: 'Handler',
      means:
        'The part of the site that answers requests for one address. It sets, gets and pops the keys of the session.',
    },
    get: { name: 'Get', means: 'To read a key of the session.' },
    set: { name: 'Set', means: 'To write a value under a key of the session.' },
    pop: {
      name: 'Pop',
      means:
        'To take a key out of the session. The handler gets its value, and the session no longer has it. The session itself goes on with its other keys.',
    },
    touch: { name: 'Touch', means: 'To extend the life of a stored session without writing its data again.' },
    regenerate: {
      name: 'Regenerate',
      means: 'To give a session a new id, so that an id that somebody knew before is no longer valid. Done at login.',
    },
    destroy: { name: 'Destroy', means: 'To end a session for good: the server forgets its data.' },
    expiry: { name: 'Expiry', means: 'The time from which a session counts as over, even if its cookie is genuine.' },
    saveUninitialized: {
      name: 'saveUninitialized',
      means: 'An option of express-session: whether a new session is kept even if nothing was put into it.',
    },
    resave: {
      name: 'resave',
      means: 'An option of express-session: whether a session that did not change is written to the store again.',
    },
    rolling: {
      name: 'rolling',
      means: 'An option of express-session: whether the cookie is sent again with every answer, so its end moves on.',
    },
    secureCookie: { name: 'Secure', means: 'A rule in a cookie: it travels over https only, never over plain http.' },
    permanent: {
      name: 'Permanent session',
      means: 'In Flask, a session whose cookie has an expiry date. Other sessions end when the browser closes.',
    },
    pseudonym: {
      name: 'Pseudonym',
      means: 'A name that replaces a secret on this page. The secret cannot be recovered from it.',
    },
  } satisfies Record<Term | 'pseudonym', Entry>,
};

/** The glossary in any language. */
export type Glossary = AnyLanguage<typeof glossary>;

/** The steps of the tour of the first lesson. */
export const tourSteps = {
  actors: {
    title: 'Three browsers, one site',
    text: 'Alice, Bob and Mallory each have a separate cookie jar. Press Set on Alice: a real request goes to the site, which keeps the value in her session.',
  },
  row: {
    title: 'Every request is a row',
    text: 'Who sent it, which session it had, and what it did to that session. Choose a row for its details; right-click it to see what can be done with it.',
  },
  story: {
    title: 'Why the site answered this way',
    text: 'The story shows each message between browser, server and store, in order, and under it the rule behind every decision.',
  },
  cookie: {
    title: 'What the browser holds',
    text: 'The cookie in its parts. On the server side it is only a signed session id; the value itself is in the store. Point at a part to see how it is made.',
  },
  engine: {
    title: 'Now keep the value in the cookie',
    text: 'Switch to Client-side, press Set again, and compare: the same value, but in the cookie, where anyone can read it. The filter beside the switch finds any request again.',
  },
};

export type TourStepStrings = AnyLanguage<typeof tourSteps>;
