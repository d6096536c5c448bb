/** A log of any length for benchmarks, made from records of real requests to the real site. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { startInspector } from '../../../server/index.ts';
import { keepAlive } from '../../support/http.ts';
import { Visitor } from '../../support/visitor.ts';

const visitors = 30;
const agents = [
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'curl/8.16.0',
];
/** The placeholder for each visitor's own name, so that every copy of the story can have other names. */
const nameOf = (visitor: number) => `visitor-name-${String(visitor).padStart(2, '0')}`;

/**
 * Fills the data folder with a log of `length` requests: the site is visited for real, by {@link visitors} browsers
 * that set, get and pop, and what it recorded is then repeated, each time with new session ids, signatures, names and
 * times. The newest is a minute old.
 */
export async function recordLog(dataDir: string, length: number): Promise<void> {
  await visitTheSite(dataDir);
  const database = new Sqlite(join(dataDir, 'inspector.db'));
  database.pragma('synchronous = OFF');
  const story = storyOf(database);
  const stepMs = 40;
  const firstMs = Date.now() - 60_000 - length * stepMs;
  const insert = database.prepare(
    'INSERT INTO log (id, kind, at_ms, sid, old_sid, entry_json) VALUES (?, ?, ?, ?, ?, ?)',
  );
  database.exec('DELETE FROM log');
  let id = 0;
  const addStory = database.transaction((names: readonly string[]) => {
    for (const entry of story) {
      if (id === length) return;
      id++;
      const atMs = firstMs + id * stepMs;
      const [start = '', ...rest] = entry.pieces;
      // A row begins with its version, its id and its time.
      let json = start.replace(/^\[(\d+),\d+,[\d.]+/, `[$1,${id},${atMs}`);
      for (let at = 0; at < rest.length; at++) json += (names[entry.slots[at] ?? 0] ?? '') + (rest[at] ?? '');
      const sid = entry.sid === null ? null : (names[entry.sid] ?? null);
      const oldSid = entry.oldSid === null ? null : (names[entry.oldSid] ?? null);
      insert.run(id, 'request', atMs, sid, oldSid, json);
    }
  });
  while (id < length) addStory(story.secrets.map(likeIt));
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

async function visitTheSite(dataDir: string): Promise<void> {
  const inspector = await startInspector({ dataDir, port: 0, uiDir: dataDir });
  const agent = keepAlive();
  try {
    await Promise.all(
      Array.from({ length: visitors }, async (_, number) => {
        const visitor = new Visitor(inspector.site.url);
        const headers = {
          Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
          'Accept-Encoding': 'gzip, deflate, br, zstd',
          'Accept-Language': 'en-GB,en;q=0.9',
          'User-Agent': agents[number % agents.length],
        };
        const get = (path: string) => visitor.send('GET', path, { headers, agent });
        const post = (key: string, value: unknown) =>
          visitor.send('POST', `/session/keys/${key}`, {
            headers: { ...headers, 'Content-Type': 'application/json' },
            body: JSON.stringify(value),
            agent,
          });
        await get('/getsession');
        await get('/setsession');
        await get('/getsession');
        await post('Nickname', nameOf(number));
        await post('Cart', { items: [{ sku: 'A-1001', count: 2 }], owner: nameOf(number) });
        for (let page = 0; page < 6; page++) await get(`/getsession?page=${page}&who=${nameOf(number)}`);
        await get('/session');
        await get('/popsession');
        await get('/getsession');
        await get('/nowhere');
      }),
    );
  } finally {
    agent.destroy();
    await inspector.close();
  }
}

/** An entry as the texts between its secrets, with the secret that belongs into each gap. */
interface Template {
  readonly pieces: string[];
  readonly slots: number[];
  readonly sid: number | null;
  readonly oldSid: number | null;
}

function storyOf(database: Sqlite.Database): Template[] & { secrets: string[] } {
  const rows = database
    .prepare<[], { sid: string | null; old_sid: string | null; entry_json: string }>(
      "SELECT sid, old_sid, entry_json FROM log WHERE kind = 'request' ORDER BY id",
    )
    .all();
  const sids = rows.flatMap(({ sid, old_sid }) => [sid, old_sid]).filter((sid) => sid !== null);
  const signatures = rows.flatMap(({ entry_json }) =>
    [...entry_json.matchAll(/s%3A[\w-]{32}\.([\w%]+)/g)].map(([, text = '']) => text),
  );
  const names = Array.from({ length: visitors }, (_, number) => nameOf(number));
  const secrets = [...new Set([...sids, ...signatures, ...names])];
  const places = new Map(secrets.map((secret, place) => [secret, place]));
  const pattern = new RegExp(secrets.join('|'), 'g');
  const templates = rows.map(({ sid, old_sid, entry_json }) => ({
    pieces: entry_json.split(pattern),
    slots: [...entry_json.matchAll(pattern)].map(([text]) => places.get(text) ?? 0),
    sid: sid === null ? null : (places.get(sid) ?? null),
    oldSid: old_sid === null ? null : (places.get(old_sid) ?? null),
  }));
  return Object.assign(templates, { secrets });
}

/** Another secret of the same kind. */
function likeIt(secret: string): string {
  if (secret.startsWith('visitor-name')) return `visitor-${randomBytes(4).toString('hex')}`;
  if (secret.length === 32) return randomBytes(24).toString('base64url');
  return encodeURIComponent(randomBytes(32).toString('base64').slice(0, -1));
}
