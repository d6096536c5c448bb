import type { StoreWhyWords } from './store-why.ts';

const orAnyCertificate =
  'Give the certificate of its CA with sslrootcert=FILE behind the address, or accept any certificate with sslmode=no-verify.';
const byHand = 'add ?table=NAME&key=COLUMN&value=COLUMN&expiry=COLUMN to the address';
const attachInstead = 'Attach the store to list its sessions.';
const thereAre = (choices: string) =>
  choices === '' ? 'It has no tables that this user may see.' : `It has: ${choices}.`;

/** Sentences about session stores in English. The terminal and the window say the same. */
export const storeWhyWords: StoreWhyWords = {
  quoted: (sentence, quote) => `${sentence} The message was: “${quote.replace(/\.$/, '')}”.`,
  sentence: {
    'path-missing': (path) => `${path} is not there. Check the path, and whether the app has made it yet.`,
    'path-replaced': (path) => `Another file or folder has taken the place of ${path}. It is opened now.`,
    'project-missing': (path) => `${path} is not a folder. Give the folder of the app's project.`,
    'ca-file': (path) => `The file of sslrootcert, ${path}, cannot be read. Give its whole path.`,

    'redis-number': (place) =>
      `${place}: this server has no database of that number. Its setting "databases" says how many there are; 16 is usual, so the last one is 15.`,
    'database-missing': (place, name) =>
      `The server has no database ${name}. Check the name at the end of ${place}, or create the database.`,

    'not-an-address': () => 'This is not an address. Write it like redis://127.0.0.1:6379/0.',
    'unknown-scheme': (_, scheme, known) => `${scheme}// is not the address of a store. There are: ${known}.`,
    'not-local': (_, host) => `${host} is not on this machine. Only stores on this machine are read.`,
    'memcached-tls': () => 'memcached is read without TLS. Leave sslmode out of the address.',
    'name-columns': () => 'Give the table and two of its columns: ?table=NAME&key=COLUMN&value=COLUMN',
    'redis-database': (_, name) =>
      `${name} is not the number of a database of Redis. Give the address as redis://127.0.0.1:6379/0.`,
    'mysql-database': (place) =>
      `Say which database: ${place.replace(/\/?$/, '/')}NAME, with the name that the app uses.`,
    'sslmode-unknown': (_, mode) =>
      `sslmode=${mode} is not known. There are: disable, require, verify-full, no-verify.`,
    'sslmode-contradicts': (_, mode) =>
      `The address demands TLS, and sslmode=${mode} forbids it. Leave one of them out.`,
    'site-scheme': () =>
      'Give the address of Redis, Valkey or PostgreSQL: redis://127.0.0.1:6379 or postgres://user@127.0.0.1:5432/database.',
    'site-prefix': (_, prefix) =>
      `The prefix “${prefix}” cannot begin the name of a table. Use up to 40 small letters, digits and underscores.`,

    'nothing-listens': (place) => `Nothing listens at ${place}. Start the store, or check the port.`,
    'demands-tls': (place, parameter) =>
      `${place} demands TLS. Put ?${parameter}=require behind the address, or ?${parameter}=no-verify if its certificate is self-signed.`,
    'no-tls-there': (place) =>
      `${place} does not speak TLS at this port. Use another port, or leave TLS out of the address.`,
    pooler: (place) =>
      `${place} refuses a connection that only reads. Connect to the server itself instead of a pooler.`,

    password: (place, user) =>
      `${place} refuses ${user === '' ? 'the password' : `the user ${user} or the password`}. Give ${user === '' ? 'the one' : 'those'} that the app uses.`,
    'password-or-tls': (place, user) =>
      `${place} refuses the user ${user} or the password. Give those that the app uses; if the user has to use TLS, put ?ssl-mode=required behind the address.`,
    'memcached-login': (place) =>
      `${place} demands a login, which memcached takes as a command that writes, so it is not sent. Start it without -Y or -S.`,

    'path-forbidden': (path) => `This user may not read ${path}. Run the inspector as the user of the app.`,
    'redis-rights': (place) => `${place}: this user may not read the keys. Allow GETRANGE, PTTL, TYPE and SCAN.`,
    'select-rights': (place, statement) => `${place}: this user may not read the table. Allow it with: ${statement}`,
    'site-rights': (place) =>
      `${place}: this user may not do that. The user has to own the tables of Session Inspector.`,
    'app-too-many': (name, total) =>
      `${name} has ${total} sessions. The app would have to load all of them, so it lists 1000 at most. ${attachInstead}`,
    'app-too-slow': (name) => `${name} took longer than a second to list its sessions. ${attachInstead}`,
    'app-no-ids': (name) => `${name} lists its sessions without their ids. ${attachInstead}`,

    'writer-holds': (path) => `A program is writing ${path} and holds it. It is asked again with the next request.`,
    'reads-wait': (place, waiting) => `${place} is slow: ${waiting} reads wait for it. It is asked again later.`,
    'listing-keys': (place) => `${place} is listing its keys for another program. It is asked again later.`,
    'server-busy': (place) => `${place} is busy. It is asked again with the next request.`,

    'older-redis': (place) => `${place} is older than Redis 6. A newer one is needed.`,
    'older-memcached': (place) => `${place} is older than memcached 1.6. A newer one is needed.`,
    'older-postgres': (place) => `${place} is older than PostgreSQL 10. A newer one is needed.`,
    'older-mysql': (place, version) =>
      `${place} is version ${version}. MySQL 5.7.8 or MariaDB 10.1 is needed, or a newer one.`,

    'certificate-untrusted': (place) => `The certificate of ${place} is not trusted. ${orAnyCertificate}`,
    'certificate-time': (place) => `The certificate of ${place} is out of its time. ${orAnyCertificate}`,
    'certificate-name': (place) =>
      `The certificate of ${place} is for another name. Use a name of the certificate in the address, or accept any certificate with sslmode=no-verify.`,

    'not-a-folder': (path) => `${path} is not a folder.`,
    'not-a-file': (path) => `${path} is not a file.`,
    'not-sqlite': (path) => `${path} is not a database of SQLite.`,
    'store-empty': (place) =>
      `${place} can be read, and nothing is in it so far. Make a request that starts a session, such as a login: the first row shows which kind of store it is.`,
    'not-recognised': (place) =>
      `Nothing in ${place} looks like sessions so far. It is looked at again from time to time; if it stays so, add ?kind=NAME to the address.`,
    'tables-not-recognised': (place, _, tables) =>
      `Nothing in ${place} looks like sessions so far. It is looked at again from time to time. ${thereAre(tables)} Choose the columns, or ${byHand}.`,
    'several-kinds': (place, kinds) =>
      `${place} has keys of several kinds of stores: ${kinds}. Which one is that of the app is known as soon as its framework or its session cookie is; or add ?kind=NAME to the address.`,
    'kind-unknown': (_, kind, known) => `No kind of store is called ${kind}. There are: ${known}.`,
    'kind-elsewhere': (transport, kind, known) => `${kind} is not kept in ${transport}. There are: ${known}.`,
    'columns-needed': () => 'Say which columns hold the key, the value and the expiry.',
    'table-missing': (_, table, tables) => `There is no table ${table}. ${thereAre(tables)}`,
    'column-missing': (table, missing, columns) => `The table ${table} has no column ${missing}, but ${columns}.`,
    'table-refused': (place) => `${place}: the table cannot be read. Check the table and its columns.`,
    'key-of-another-kind': (_, key) => `The key ${key} holds neither a text nor a small hash.`,
    'key-not-ours': (_, sid) => `The key of the session ${sid} was not written by Session Inspector.`,

    'no-answer': (place) => `${place} does not answer.`,
    'no-answer-for': (place, seconds) =>
      `${place === '' ? 'The store' : place} has not answered for ${seconds} seconds.`,
    'no-answer-tls': (place, scheme) =>
      `${place} does not answer. If it speaks ${scheme === 'rediss' ? 'TLS' : 'no TLS'}, write ${scheme}://.`,
    closed: (place) => `${place} has closed the connection.`,
    connecting: () => 'The store is being connected to.',
    'app-silent': () => 'The app does not answer. Its sessions are listed again when it does.',

    'path-unreadable': (path) => `${path} cannot be read.`,
    'no-crawler': (place) => `${place} does not list its keys. Start it with -o lru_crawler.`,
    'reading-refused': (place) => `${place} refuses to be read.`,
    'wrong-type': (place) => `${place}: this key holds something else than a session.`,
    'statement-refused': (place) => `${place} refused a statement.`,
    'row-too-large': (_, bytes) => `The app does not send this session: it has ${bytes} bytes, more than 256 KiB.`,
    'app-failed': (name) => `${name} could not list its sessions.`,
    unexpected: (place) => `${place === '' ? 'The store' : place} cannot be read.`,

    'key-other-form': () => 'The cookie has another form than the cookies of this kind of store.',
    'key-needs-secret': () => 'The cookie is encrypted. Give the secret of the app (APP_KEY).',
    'key-wrong-secret': () => 'The cookie is encrypted, and none of the given secrets opens it.',
    'value-cut': (_, at) => `The value ends in the middle (byte ${at}).`,
    'value-not-this': (_, at) => `The value has a byte that its notation does not allow (byte ${at}).`,
    'value-rest': (_, at) => `The value goes on after its end (byte ${at}).`,
    'value-too-deep': (_, at) => `The value has more than 100 levels (byte ${at}).`,
    'value-too-large': (_, at) => `The value is larger than 1 MiB or has more than 50,000 values (byte ${at}).`,
    'value-not-recognised': (_, at) => `The notation of the value is not known (byte ${at}).`,
    'value-not-a-map': () => 'The value is not a map of keys and values.',
    'value-not-decoded': () => 'Large values were being decoded at the time, and this one would have taken too long.',
    'value-later': () => 'Many large values are being read. This one is read again soon.',
    'clock-of-milliseconds': () =>
      'The row lives 1000 times as long as its cookie: milliseconds were stored as seconds (better-sqlite3-session-store before 0.1.0 does this).',
    'clock-behind': (_, hours) => otherZone(hours, 'behind'),
    'clock-ahead': (_, hours) => otherZone(hours, 'ahead'),
  },
};

function otherZone(hours: string, direction: 'behind' | 'ahead'): string {
  return `The time in the row is ${hours} hours ${direction}: its column has no time zone, and the app's connection has another one than the database. The expiry is shown without that difference.`;
}
