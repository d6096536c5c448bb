/**
 * Every procedure of the inspector, with an input it takes. A new one fails the build until it stands here, and so is put
 * through every refusal of the door.
 */
export const procedures: Readonly<Record<string, { type: 'query' | 'mutation' | 'subscription'; input?: unknown }>> = {
  live: { type: 'subscription' },
  'log.page': { type: 'query', input: { limit: 1 } },
  'log.clear': { type: 'mutation' },
  'actors.act': { type: 'mutation', input: { actorId: 'alice', action: { type: 'list' } } },
  'actors.forgetCookies': { type: 'mutation', input: { actorId: 'alice' } },
  'sessions.set': { type: 'mutation', input: { sid: 'none', key: 'a', value: 1 } },
  'sessions.pop': { type: 'mutation', input: { sid: 'none', key: 'a' } },
  'sessions.destroy': { type: 'mutation', input: { sid: 'none' } },
  'settings.change': { type: 'mutation', input: {} },
  'exports.prepare': { type: 'mutation', input: { format: 'ndjson' } },
};
