import { ReadOnlyRecording } from '../base/errors.ts';
import type { OpenRecording } from '../import/open-recording.ts';
import type { InspectorContext } from './context.ts';

/** As many sessions as a table shows; a recording has more only where it is of a load test. */
const mostSessions = 2_000;

/**
 * What the procedures act on while a recording is looked at: its log in the place of the live one. It cannot be
 * changed, nobody acts in it, and no session of it is stored. Settings, secrets and the workbench are those of the
 * app.
 */
export function recordingContext(
  app: InspectorContext,
  recording: OpenRecording,
  exports: InspectorContext['exports'],
  onReaderDropped: () => void,
): InspectorContext {
  const refuse = async (): Promise<never> => {
    throw new ReadOnlyRecording();
  };
  return {
    ...app,
    exports: recording.about.secrets === 'pseudonyms' ? neverRaw(exports) : exports,
    live: { stream: (signal) => recording.feed.stream(signal, onReaderDropped) },
    log: {
      page: (query) => recording.reader.page(query),
      search: (query, signal) => recording.search.query(query, signal),
      stretch: (query, signal) => recording.marks.stretch(query, signal),
      clear: refuse,
      pin: refuse,
      unpin: refuse,
    },
    actors: { act: refuse, send: refuse, forgetCookies: refuse, plantCookie: refuse, copyCookie: refuse },
    sessions: {
      set: refuse,
      pop: refuse,
      replace: refuse,
      expire: refuse,
      destroy: refuse,
      history: ({ sid, before, limit }) => recording.reader.ofSession(sid, before ?? Number.MAX_SAFE_INTEGER, limit),
      page: async () => ({ rows: [], matching: 0, all: 0 }),
      find: () => null,
      row: () => null,
      drift: () => ({ orphanSids: [], orphanCount: 0, ghosts: [], expiredCount: 0 }),
      recorded: () => recording.sessions(mostSessions),
    },
  };
}

/** In a sanitised file there are no secrets to be left in: what is exported of it must not say that it has them. */
function neverRaw(exports: InspectorContext['exports']): InspectorContext['exports'] {
  return {
    ...exports,
    preview: (draft, signal) => exports.preview({ ...draft, raw: false }, signal),
    prepare: (draft, signal) => exports.prepare({ ...draft, raw: false }, signal),
    report: (query, signal) => exports.report({ ...query, raw: false }, signal),
  };
}
