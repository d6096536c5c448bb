import type { AnswerOf, ExperimentName, StepOf, VariantOf } from '../../../server/contract/lab.ts';

/** What is said of one experiment; empty where there is nothing to say. */
interface Words<Name extends ExperimentName> {
  readonly title: string;
  /** What it asks, in a few words. */
  readonly teaser: string;
  readonly story: string;
  readonly question: string;
  readonly answers: Readonly<Record<AnswerOf<Name>, string>>;
  readonly steps: Readonly<Record<StepOf<Name>, string>>;
  /** Why it came out as it did. */
  readonly because: Readonly<Record<VariantOf<Name>, string>>;
  readonly rule: string;
  /** What is often said, and how it is. */
  readonly myth: string;
  /** What holds for the requests of this experiment beside the defaults. */
  readonly setting: string;
}

/** The experiments of the Lab. */
export const labExperiments = {
  hijack: {
    title: 'Hijack',
    teaser: 'Whose session is it?',
    story:
      'Alice is logged in. Mallory gets hold of the text of her cookie (a shared computer, a log file, a script on the page) and puts it into her own browser.',
    question: "Mallory sends Alice's cookie from her own browser. Whom does the server take her for?",
    answers: {
      mallory: 'Mallory: it sees that this is another browser',
      anonymous: 'Nobody: a cookie that was given to Alice is refused',
      admin: 'Admin, as if she were Alice',
    },
    steps: {
      'alice-sets': 'Alice logs in',
      'mallory-asks': 'Mallory asks who she is, without a cookie',
      copy: "Alice's cookie is copied into Mallory's browser",
      'mallory-asks-again': 'Mallory asks again, with that cookie',
    },
    because: {
      'server-side':
        "The cookie holds the id of Alice's session, and its signature is genuine. The server found her row, and asked no further.",
      'client-side':
        "The cookie holds Alice's data, and its signature is genuine. The server read Admin from it, and asked no further.",
    },
    rule: 'Whoever sends the cookie has the session. Nothing in it says for whose browser it was made, so all depends on nobody else getting it: HttpOnly, Secure, a short life.',
    myth: '',
    setting: '',
  },
  twins: {
    title: 'Twin engines',
    teaser: 'Where is Username?',
    story:
      "The same two requests on two engines. Alice's browser talks to the server-side one, as express-session does it; Bob's to the client-side one, as Flask does it by default.",
    question: 'Both cookies are signed with a secret that you do not have. From which can you read Username?',
    answers: {
      neither: 'From neither: the secret encrypts them',
      both: 'From both: a cookie is only text',
      'client-side': "From Bob's alone",
    },
    steps: {
      'alice-sets': 'Alice sets Username on the server-side engine',
      'bob-sets': 'Bob sets Username on the client-side engine',
      'read-alice': "Alice's cookie is read without the secret",
      'read-bob': "Bob's cookie is read without the secret",
      'alice-gets': 'Alice asks who she is',
      'bob-gets': 'Bob asks who he is',
    },
    because: {
      both: "Alice's cookie holds an id and nothing else: Username is in a row of the store, which each of her requests has to ask. Bob's cookie holds Username itself in base64, and the store was never asked.",
    },
    rule: 'A signature proves that nobody changed a cookie; it hides nothing. Server-side the cookie names the data, client-side it is the data: never put into it what its owner must not read.',
    myth: "A textbook says that Flask's key encrypts the session, and tutorials say that Flask keeps it on the server. By default it does neither: the data is in the cookie, signed.",
    setting: '',
  },
  forgery: {
    title: 'Forgery',
    teaser: 'Readable, but not changeable?',
    story:
      "Mallory has Alice's cookie and can read all that is in it. She tries to make another one of it: with a changed character, with other content, and with a secret that she guessed.",
    question: 'Which of these does the server take?',
    answers: {
      edit: 'Other content under the old signature',
      guess: 'One that she signed herself, with a guessed secret',
      whole: 'Only an unchanged copy',
      none: 'None of them, not even a copy',
    },
    steps: {
      'alice-sets': 'Alice logs in',
      read: 'Her cookie is read without the secret',
      flip: 'Mallory sends it with one character of the signature changed',
      edit: 'Mallory sends it with other content under the old signature',
      guess: 'Mallory sends one that she signed with a guessed secret',
      whole: 'Mallory sends it as it is',
    },
    because: {
      'server-side':
        'The signature is worked out from the id and the secret. Another id has another signature, and without the secret nobody can work it out; in the copy both still belong together.',
      'client-side':
        "The signature is worked out from data, time and the secret. Eve's data has another signature, and without the secret nobody can work it out; in the copy both still belong together.",
    },
    rule: 'Anyone can read and copy a signed cookie; only who has the secret can change it. So everything hangs on the secret: one from a word list is found in seconds, and then every forgery is genuine.',
    myth: '',
    setting: '',
  },
  replay: {
    title: 'Replay',
    teaser: 'Is a logout the end?',
    story:
      'Alice logs in, and a copy of her cookie stays behind: in a backup, in the log of a proxy, in another browser. Then she logs out.',
    question: 'The copy is sent after the logout. Who is it for the server?',
    answers: {
      anonymous: 'Anonymous: Alice has logged out',
      admin: 'Admin, still',
      error: 'An error: this cookie was used before',
    },
    steps: {
      'alice-sets': 'Alice logs in',
      copy: 'Mallory keeps a copy of her cookie',
      'alice-pops': 'Alice logs out',
      'alice-gets': 'Alice asks who she is',
      'mallory-gets': 'Mallory sends the copy',
    },
    because: {
      'server-side':
        'Both cookies name the same row, and the logout removed Username from that row. The copy still opens it, and finds no name in it.',
      'client-side':
        "The logout told Alice's browser to delete its cookie. The copy holds Admin under a genuine signature, and the server keeps nothing that could say otherwise.",
    },
    rule: 'Server-side, a logout changes what every copy of the cookie points to. A signed cookie that holds the data is good until its signature is too old (in Flask 31 days), and no single one can be taken back.',
    myth: '',
    setting: '',
  },
  fixation: {
    title: 'Fixation',
    teaser: 'Who brought this id?',
    story:
      "Mallory gets a session of her own from the site and plants its cookie in Alice's browser: by a link, from a subdomain, on a shared computer. Then Alice logs in.",
    question: 'Mallory comes back with the cookie she has had all the time. Who is she?',
    answers: {
      anonymous: 'Anonymous: she has not logged in',
      admin: 'Admin: the login holds for her as well',
      error: 'An error: two browsers have the same id',
    },
    steps: {
      'mallory-begins': 'Mallory begins a session',
      plant: "Her cookie is planted in Alice's browser",
      'alice-renews': "Alice's login begins with a new session id",
      'alice-logs-in': 'Alice logs in',
      'mallory-gets': 'Mallory asks who she is',
    },
    because: {
      plain:
        'Alice logged in under the id that Mallory had brought, and Mallory still has it. Look at the login in Live: it carries a finding that says so.',
      fixed:
        "Before the login the session got a new id, and the old one was destroyed. Mallory's cookie is genuine, and points to nothing.",
    },
    rule: 'A session id that was there before a login must not be good after it. Give the session a new id at each login and each change of rights: in Express, req.session.regenerate().',
    myth: '',
    setting: '',
  },
  'lost-update': {
    title: 'Lost update',
    teaser: 'Which of two wins?',
    story:
      "Alice's page sends two requests at once: one sets colour, the other size. The first has loaded the session and is slow; the second is quick, and is answered before the first goes on.",
    question: 'What is in the session in the end?',
    answers: {
      both: 'Colour and size',
      colour: 'Colour; size is lost',
      size: 'Size; colour is lost',
      error: 'An error: the site notices the clash',
    },
    steps: {
      'alice-sets': 'Alice logs in',
      'first-begins': 'The request for colour begins, loads the session and is slow',
      second: 'The request for size comes and is answered',
      'first-ends': 'The request for colour goes on and is answered',
      'alice-lists': 'Alice lists what is in her session',
    },
    because: {
      'server-side':
        'The first request had loaded the session before size was in it. When it saved, it wrote the whole session as it knew it, over the row with size. In Live it carries a finding that names both.',
      'client-side':
        'Both requests brought the same cookie. The first was answered last, with a cookie made from what it had brought, and a browser keeps the last.',
    },
    rule: 'A session is loaded whole and saved whole: of two requests that overlap, the one that ends last decides on every key. Keep what changes often (carts, counters) in a table of its own.',
    myth: '',
    setting: '',
  },
  expiry: {
    title: 'Three clocks',
    teaser: 'When is it over?',
    story:
      "Sessions live 5 seconds. Alice comes back after 3 and once more after 6. A copy of her first cookie, kept by Mallory outside of any browser's rules, comes then too.",
    question: 'Who is still logged in after 6 seconds?',
    answers: {
      both: 'Both',
      alice: 'Alice alone',
      mallory: 'Mallory alone, with the copy',
      neither: 'Neither',
    },
    steps: {
      'alice-sets': 'Alice logs in',
      copy: 'Mallory keeps a copy of her cookie',
      wait: 'Three seconds pass',
      'alice-returns': 'Alice comes back',
      'wait-again': 'Three more seconds pass',
      'alice-gets': 'Alice comes once more',
      'mallory-gets': 'Mallory sends the copy',
    },
    because: {
      'server-side':
        "Alice's visit moved on the end of the row, but not that of her cookie: none was sent, so her browser dropped it after 5 seconds. The copy, which no browser drops, still opens the row.",
      rolling:
        "Each answer sent the cookie again, so the row's end and the cookie's moved on together. The copy names the same row, and no browser drops it.",
      'client-side':
        'At her visit Alice got a cookie that was signed anew. The copy has its old signature, and that was more than 5 seconds old: here each cookie has a clock of its own.',
    },
    rule: "Three clocks run: the cookie's end, which only browsers obey, the row's end in the store, and the age of a signature. A visit moves the cookie on only if it is sent again: rolling, or Flask's SESSION_REFRESH_EACH_REQUEST.",
    myth: "A decoder page says that Flask's time stamps count from 2011. Since itsdangerous 1.1 they count from 1970, as everybody's do.",
    setting: 'For these requests alone, sessions live 5 seconds. The run takes about 6.',
  },
  rotation: {
    title: 'Rotation',
    teaser: 'Whose key still fits?',
    story:
      'Alice and Bob are logged in. The site gets a new secret, which signs from now on, while the old one still verifies. Alice only reads; Bob writes. Then the old secret is removed.',
    question: 'Who is still logged in?',
    answers: {
      both: 'Both',
      alice: 'Alice alone',
      bob: 'Bob alone',
      neither: 'Neither',
    },
    steps: {
      'alice-sets': 'Alice logs in',
      'bob-sets': 'Bob logs in',
      rotate: 'A new secret signs, the old one still verifies',
      'alice-gets': 'Alice asks who she is',
      'bob-writes': 'Bob sets a colour',
      retire: 'The old secret is removed',
      'alice-gets-again': 'Alice asks again',
      'bob-gets-again': 'Bob asks who he is',
    },
    because: {
      'server-side':
        'Neither cookie was ever sent again, since the id in it stayed the same: both carry the old signature. Their rows are still there, and nobody can open them.',
      'client-side':
        "Bob's write made a new cookie, signed with the new secret. Alice only read, so she still has the old one.",
    },
    rule: 'A new secret signs and older ones verify; a cookie changes over only when it is sent again. Keep an old secret until the last cookie that it signed has come to its end.',
    myth: '',
    setting:
      'For these requests alone, the site has another secret, which is thrown away in the end. Yours stay as they are.',
  },
} satisfies { readonly [Name in ExperimentName]: Words<Name> };
