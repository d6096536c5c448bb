import type { ExperimentCatalogue } from '../../../server/contract/lab/experiments.ts';

/** The names of variants that differ in the engine only. */
const engineNames = { 'server-side': 'Server-side', 'client-side': 'Client-side' };

/** The words of the experiments of the Lab. */
export const experiments: ExperimentCatalogue = {
  hijack: {
    title: 'Hijack',
    teaser: 'Whose session is it?',
    story:
      "Alice is logged in. Mallory gets hold of the text of Alice's cookie (from a shared computer, a log file, a script on the page) and puts the text into her own browser.",
    question: "Mallory sends Alice's cookie from her own browser. Which user does the server see?",
    answers: {
      mallory: 'Mallory: the server notices the other browser',
      anonymous: 'Anonymous: a cookie that was given to Alice is refused',
      admin: 'Admin, as if she were Alice',
    },
    steps: {
      'alice-sets': 'Alice logs in',
      'mallory-asks': 'Mallory asks who she is, without a cookie',
      copy: "Alice's cookie is copied into Mallory's browser",
      'mallory-asks-again': 'Mallory asks again, with that cookie',
    },
    variants: engineNames,
    because: {
      'server-side':
        "The cookie contains the id of Alice's session, and its signature is valid. The server found her row and checked nothing else.",
      'client-side':
        "The cookie contains Alice's data, and its signature is valid. The server read Admin from it and checked nothing else.",
    },
    rule: 'Any browser that sends the cookie has the session. The cookie does not say which browser it was made for, so keep it from everyone else: HttpOnly, Secure, a short lifetime.',
  },
  twins: {
    title: 'Twin engines',
    teaser: 'Where is Username?',
    story:
      "The same two requests on two engines. Alice's browser uses the server-side engine, which works like express-session. Bob's browser uses the client-side engine, which works like Flask by default.",
    question: 'Both cookies are signed with a secret that you do not have. From which one can you read Username?',
    answers: {
      neither: 'From neither: the secret encrypts them',
      both: 'From both: a cookie is only text',
      'client-side': "Only from Bob's",
    },
    steps: {
      'alice-sets': 'Alice sets Username on the server-side engine',
      'bob-sets': 'Bob sets Username on the client-side engine',
      'read-alice': "Alice's cookie is read without the secret",
      'read-bob': "Bob's cookie is read without the secret",
      'alice-gets': 'Alice asks who she is',
      'bob-gets': 'Bob asks who he is',
    },
    variants: {
      both: 'Both engines',
    },
    because: {
      both: "Alice's cookie contains only an id: Username is in a row of the store, and each of her requests has to read that row. Bob's cookie contains Username itself in base64, and the store was never read.",
    },
    rule: 'A signature proves that a cookie was not changed; it does not hide its content. Server-side the cookie points to the data, client-side it is the data: never put anything into it that its owner must not read.',
    myth: "A textbook says that Flask's key encrypts the session, and tutorials say that Flask keeps it on the server. By default Flask does neither: the data is in the cookie, signed.",
  },
  forgery: {
    title: 'Forgery',
    teaser: 'Readable, but not changeable?',
    story:
      "Mallory has Alice's cookie and can read its content. She tries to make another cookie from it: with a changed character, with other content, and with a guessed secret.",
    question: 'Which of these does the server accept?',
    answers: {
      edit: 'Other content under the old signature',
      guess: 'A cookie that she signed with a guessed secret',
      whole: 'Only an unchanged copy',
      none: 'None of them, not even a copy',
    },
    steps: {
      'alice-sets': 'Alice logs in',
      read: 'Her cookie is read without the secret',
      flip: 'Mallory sends it with one character of the signature changed',
      edit: 'Mallory sends it with other content under the old signature',
      guess: 'Mallory sends a cookie that she signed with a guessed secret',
      whole: 'Mallory sends it unchanged',
    },
    variants: engineNames,
    because: {
      'server-side':
        'The signature is computed from the id and the secret. Another id has another signature, which cannot be computed without the secret. In the copy, id and signature still match.',
      'client-side':
        "The signature is computed from the data, the time and the secret. Eve's data has another signature, which cannot be computed without the secret. In the copy, data and signature still match.",
    },
    rule: 'Anyone can read and copy a signed cookie; changing it takes the secret. A secret from a word list is found in seconds, and then every forged cookie has a valid signature.',
  },
  replay: {
    title: 'Replay',
    teaser: 'Is a logout the end?',
    story:
      'Alice logs in, and a copy of her cookie stays behind: in a backup, in the log of a proxy, in another browser. Then she logs out.',
    question: 'The copy is sent after the logout. Which user does the server see?',
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
    variants: engineNames,
    because: {
      'server-side':
        'Both cookies name the same row, and the logout removed Username from that row. The copy still opens it, but there is no name in it.',
      'client-side':
        "The logout told Alice's browser to delete its cookie. The copy contains Admin with a valid signature, and the server stores nothing that contradicts it.",
    },
    rule: 'Server-side, a logout changes what every copy of the cookie points to. A signed cookie that contains the data is valid until its signature is too old (31 days in Flask), and a single cookie cannot be revoked.',
  },
  fixation: {
    title: 'Fixation',
    teaser: 'Where did this id come from?',
    story:
      "Mallory gets a session from the site and plants its cookie in Alice's browser: with a link, from a subdomain, or on a shared computer. Then Alice logs in.",
    question: 'Mallory returns with the cookie that she has had all the time. Which user does the server see?',
    answers: {
      anonymous: 'Anonymous: she has not logged in',
      admin: 'Admin: the login is valid for her too',
      error: 'An error: two browsers have the same id',
    },
    steps: {
      'mallory-begins': 'Mallory begins a session',
      plant: "Her cookie is planted in Alice's browser",
      'alice-renews': "Alice's login begins with a new session id",
      'alice-logs-in': 'Alice logs in',
      'mallory-gets': 'Mallory asks who she is',
    },
    variants: {
      plain: 'Login keeps the id',
      fixed: 'Login renews the id',
    },
    because: {
      plain:
        'Alice logged in with the id that came from Mallory, and Mallory still has that id. In Live, the login has a finding that says so.',
      fixed:
        "Before the login the session got a new id, and the old one was destroyed. Mallory's cookie has a valid signature, but its session no longer exists.",
    },
    rule: 'A session id from before a login must not be valid after it. Give the session a new id at each login and each change of rights: in Express, req.session.regenerate().',
  },
  'lost-update': {
    title: 'Lost update',
    teaser: 'Which of two requests wins?',
    story:
      "Alice's page sends two requests at once: one sets colour, the other sets size. The first request loads the session and is slow. The second is quick and gets its response before the first continues.",
    question: 'What is in the session in the end?',
    answers: {
      both: 'Colour and size',
      colour: 'Only colour; size is lost',
      size: 'Only size; colour is lost',
      error: 'An error: the site notices the conflict',
    },
    steps: {
      'alice-sets': 'Alice logs in',
      'first-begins': 'The request for colour begins, loads the session and is slow',
      second: 'The request for size arrives and gets its response',
      'first-ends': 'The request for colour continues and gets its response',
      'alice-lists': 'Alice lists what is in her session',
    },
    variants: engineNames,
    because: {
      'server-side':
        'The first request had loaded the session before size was in it. When it saved, it wrote the whole session as it had loaded it, over the row with size. In Live, the request has a finding that names both requests.',
      'client-side':
        'Both requests had the same cookie. The first request got its response last, with a cookie made from the data it had sent, and a browser keeps the last cookie.',
    },
    rule: 'A session is loaded and saved as a whole: of two overlapping requests, the one that ends last decides the value of every key. Keep data that changes often (carts, counters) in a separate table.',
  },
  expiry: {
    title: 'Three clocks',
    teaser: 'When is a session over?',
    story:
      "Sessions live 5 seconds. Alice returns after 3 seconds and again after 6. At that time Mallory also sends a copy of Alice's first cookie, which she kept outside a browser.",
    question: 'Who is still logged in after 6 seconds?',
    answers: {
      both: 'Both',
      alice: 'Only Alice',
      mallory: 'Only Mallory, with the copy',
      neither: 'Neither',
    },
    steps: {
      'alice-sets': 'Alice logs in',
      copy: 'Mallory keeps a copy of her cookie',
      wait: 'Three seconds pass',
      'alice-returns': 'Alice returns',
      'wait-again': 'Three more seconds pass',
      'alice-gets': 'Alice returns again',
      'mallory-gets': 'Mallory sends the copy',
    },
    variants: {
      ...engineNames,
      rolling: 'Server-side, rolling',
    },
    because: {
      'server-side':
        "Alice's visit extended the row, but not her cookie: the response had no cookie, so her browser dropped the old one after 5 seconds. The copy is outside a browser and still opens the row.",
      rolling:
        'Each response sent the cookie again, so row and cookie were extended together. The copy points to the same row, and no browser drops it.',
      'client-side':
        'At her visit Alice got a newly signed cookie. The copy has the old signature, which was more than 5 seconds old: on this engine each cookie has its own clock.',
    },
    rule: "Three clocks run: the cookie's end, which only browsers obey, the row's end in the store, and the age of a signature. A visit extends the cookie only if the response sends it again: rolling, or Flask's SESSION_REFRESH_EACH_REQUEST.",
    myth: "A decoder page says that Flask's timestamps count from 2011. Since itsdangerous 1.1 they count from 1970, like Unix time.",
    setting: 'Sessions live 5 seconds for these requests only. The run takes about 6 seconds.',
  },
  rotation: {
    title: 'Rotation',
    teaser: 'Whose cookie is still valid?',
    story:
      'Alice and Bob are logged in. The site gets a new secret that signs from now on, while the old secret still verifies. Alice only reads; Bob writes. Then the old secret is removed.',
    question: 'Who is still logged in?',
    answers: {
      both: 'Both',
      alice: 'Only Alice',
      bob: 'Only Bob',
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
    variants: engineNames,
    because: {
      'server-side':
        'Neither cookie was sent again, because the id in it stayed the same: both have the old signature. Their rows are still in the store, but no cookie opens them.',
      'client-side':
        "Bob's write made a new cookie, signed with the new secret. Alice only read, so she still has the old cookie.",
    },
    rule: 'A new secret signs and older secrets verify; a cookie gets the new signature only when it is sent again. Keep an old secret until the last cookie signed with it has expired.',
    setting:
      'The site uses another secret for these requests only and discards it afterwards. Your secrets do not change.',
  },
  'kept-and-sent': {
    title: 'Kept and sent',
    teaser: 'Would a browser keep it? Would it send it?',
    story:
      'The site answers Alice with a Set-Cookie. Her browser decides what to do with the cookie, and the site is not told. Later Alice returns by a link on another site. Each variant differs in one thing: the cookie is SameSite=Strict; the cookie is Secure, and the site is plain http on this machine; the cookie has more than 5,000 bytes, since Alice stored a long note in her session.',
    question: "What does Alice's browser do with the cookie?",
    answers: {
      sent: 'It keeps the cookie and sends it',
      'held-back': 'It keeps the cookie, but does not send it with this request',
      'not-kept': 'It does not keep the cookie',
    },
    steps: {
      'alice-sets': 'Alice logs in',
      'alice-stores': 'Alice stores a note of 5,000 characters',
      look: "The cookies in Alice's browser are listed",
      'alice-returns': 'Alice returns by a link on another site',
    },
    variants: {
      strict: 'SameSite=Strict',
      secure: 'Secure over http',
      large: 'Over 4,096 bytes',
    },
    because: {
      strict:
        'The browser has the cookie, but did not send it: SameSite=Strict keeps a cookie from every request that another site began, even if the user follows a link. With Lax the browser would have sent the cookie.',
      secure:
        'Secure requires a secure connection. Chromium treats plain http to this machine as secure, because the data does not cross a network. From any other host over http it would have refused the cookie. Safari does not send such a cookie over http, even to this machine.',
      large:
        'Name and value together have more than 4,096 bytes, so the browser refused the whole cookie without a message. The site had answered as if the cookie had been kept.',
    },
    rule: 'A Set-Cookie is a request to the browser. The browser keeps the cookie or refuses it (RFC 6265bis §5.7), and decides again for each request whether to send it (§5.8.3). To ask about any other cookie, paste its Set-Cookie line in Cookies.',
    myth: 'A tutorial says that a cookie that is too large is cut at 4,096 bytes. It is not cut: the browser drops all of it.',
    setting: 'The options of the cookie apply to these requests only.',
  },
  'two-servers': {
    title: 'Two servers',
    teaser: 'Who knows the session?',
    story:
      'One server has become too slow, so a second one answers for the same site. Both have the same code and the same secret, and a load balancer in front of them chooses who gets each request. Alice logs in. Later the server at which she logged in is stopped.',
    question: 'When does Alice lose her login?',
    answers: {
      'at-once': 'With the next request',
      'with-server': 'When that server is stopped',
      never: 'She does not lose it',
      error: 'The second server answers with an error: it did not set this cookie',
    },
    steps: {
      'servers-start': 'Two servers start, each at its own port',
      'alice-sets': 'Alice logs in at server 1',
      'alice-gets': 'Alice asks who she is',
      'alice-gets-again': 'Alice asks once more',
      'server-stops': 'Server 1 is stopped: its port and its connections are closed',
      'alice-returns': 'Alice asks who she is',
    },
    variants: { turns: 'By turns', sticky: 'Sticky', shared: 'Shared store' },
    because: {
      turns:
        'The signature of her cookie is valid at both servers, but its id names a session in the memory of server 1. Server 2 has no such session. Her third request goes to server 1 again, which still has the session. A login that comes and goes is typical of this fault.',
      sticky:
        'The load balancer sends each browser to one server for as long as that server runs. That hides the fault until the server is stopped, for example for an update: its sessions were in its memory and are gone.',
      shared:
        'The session is in a store beside the servers. Every server finds it there by the id in the cookie, so it does not matter which of them answers, or that one of them is gone.',
    },
    rule: 'As soon as two servers answer for one site, their sessions belong in a store that both can reach, such as Redis or a database. With sticky routing alone, the logins of a server are lost when that server stops. This site can use such a store too: see Settings.',
    setting:
      'Without a shared store, each server keeps its sessions in its memory (MemoryStore). The shared store is a Redis that runs for this experiment, or SQLite if this machine has no Redis. The first step says which.',
  },
};
