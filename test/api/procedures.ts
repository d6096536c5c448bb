export interface ListedProcedure {
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly input?: unknown;
  /** What a rightful caller is answered to this input, if not 200. */
  readonly status?: number;
}

/** The maximum number, so that each further request is refused. */
export const tenSecrets = Array.from({ length: 10 }, (_, n) => `secret ${n}`);

/**
 * Every procedure of the inspector, with an input it takes. A new procedure fails the build until it is in this list,
 * so that every refusal of the door is tested with it.
 */
export const procedures: Readonly<Record<string, ListedProcedure>> = {
  live: { type: 'subscription' },
  'log.page': { type: 'query', input: { limit: 1 } },
  'log.stretch': { type: 'query', input: { fromMs: 0, toMs: 1, parts: 1 } },
  'log.search': { type: 'mutation', input: { filter: 'method:GET' } },
  'log.clear': { type: 'mutation' },
  'log.pin': { type: 'mutation', input: { id: 1 } },
  'log.unpin': { type: 'mutation', input: { id: 1 } },
  'actors.act': { type: 'mutation', input: { actorId: 'alice', action: { type: 'list' } } },
  'actors.send': {
    type: 'mutation',
    input: {
      actorId: 'alice',
      method: 'GET',
      target: '/getsession',
      headers: [['Host', 'localhost']],
      withJar: true,
      body: null,
      resendOf: null,
    },
  },
  'actors.forgetCookies': { type: 'mutation', input: { actorId: 'alice' } },
  'actors.plantCookie': { type: 'mutation', input: { actorId: 'alice', value: 's%3Asomebody.mac' } },
  'actors.copyCookie': { type: 'mutation', input: { fromId: 'alice', toId: 'bob' } },
  'lab.run': { type: 'mutation', input: { experiment: 'hijack', variant: 'server-side' } },
  'lab.cancel': { type: 'mutation' },
  'sessions.history': { type: 'query', input: { sid: 'none' } },
  'sessions.page': { type: 'query', input: { limit: 1 } },
  'sessions.find': { type: 'query', input: { sid: 'none' } },
  'sessions.row': { type: 'query', input: { sid: 'none' } },
  'sessions.drift': { type: 'query' },
  'sessions.replace': { type: 'mutation', input: { sid: 'none', data: { a: 1 } } },
  'sessions.expire': { type: 'mutation', input: { sid: 'none' } },
  'sessions.set': { type: 'mutation', input: { sid: 'none', key: 'a', value: 1 } },
  'sessions.pop': { type: 'mutation', input: { sid: 'none', key: 'a' } },
  'sessions.destroy': { type: 'mutation', input: { sid: 'none' } },
  'sessions.recorded': { type: 'query', status: 404 },
  'recordings.state': { type: 'query', input: { id: 'none' }, status: 404 },
  'recordings.verify': { type: 'mutation', input: { id: 'none', secrets: [] }, status: 404 },
  'recordings.close': { type: 'mutation', input: { id: 'none' } },
  'cookies.decode': { type: 'mutation', input: { text: 'a=b' } },
  'cookies.sign': {
    type: 'mutation',
    input: { format: 'flask', payload: {}, secret: { text: 's' } },
  },
  'secrets.state': { type: 'query' },
  'secrets.reveal': { type: 'mutation', input: { number: 1 } },
  'secrets.rotate': { type: 'mutation', status: 400 },
  'secrets.add': { type: 'mutation', input: { text: 'one more' }, status: 400 },
  'secrets.move': { type: 'mutation', input: { from: 1, to: 1 } },
  'secrets.remove': { type: 'mutation', input: { number: 11 }, status: 404 },
  'watch.list': { type: 'query' },
  'watch.add': { type: 'mutation', input: { url: 'ftp://localhost' } },
  'watch.change': { type: 'mutation', input: { id: 'none' }, status: 404 },
  'watch.remove': { type: 'mutation', input: { id: 'none' }, status: 404 },
  'watch.listening': { type: 'query' },
  'watch.project': { type: 'query', input: { path: '/no/such/folder' } },
  'watch.attachProject': {
    type: 'mutation',
    input: { id: 'none', path: '/no/such/folder', where: 'redis://127.0.0.1:1', readsSecrets: false },
    status: 404,
  },
  'store.page': { type: 'mutation', input: {} },
  'store.find': { type: 'mutation', input: { key: 'none' } },
  'data.usage': { type: 'query' },
  'data.connectStore': { type: 'mutation' },
  'exports.prepareCopy': { type: 'mutation' },
  'settings.change': { type: 'mutation', input: {} },
  'exports.prepare': { type: 'mutation', input: { format: 'ndjson' } },
  'exports.preview': { type: 'mutation', input: { format: 'csv', scope: { of: 'session', sid: 'none' } } },
  'exports.report': { type: 'mutation', input: { scope: { of: 'filter', filter: 'method:GET' } } },
  'exports.progress': { type: 'query', input: { id: 'none' }, status: 404 },
  'exports.cancel': { type: 'mutation', input: { id: 'none' }, status: 404 },
};
