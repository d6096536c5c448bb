/**
 * The procedures of the inspector, for the window or a page in browser mode. Every input is parsed by its schema.
 * Callers have passed the door: app:// in Electron, or loopback with the token (door.ts).
 */
import { initTRPC } from '@trpc/server';
import { exportDraftInput, exportInput, reportInput } from '../contract/export-options.ts';
import {
  actInput,
  actorInput,
  copyCookieInput,
  entryInput,
  logPageInput,
  logStretchInput,
  plantCookieInput,
  secretInput,
  secretMoveInput,
  secretTextInput,
  sessionHistoryInput,
  sessionInput,
  sessionPopInput,
  sessionReplaceInput,
  sessionSetInput,
} from '../contract/inputs.ts';
import { labRunInput } from '../contract/lab/run-input.ts';
import { outgoingRequestSchema } from '../contract/outgoing-request.ts';
import { attachProjectInput, projectInput } from '../contract/project-store.ts';
import { recordingInput, verifyInput } from '../contract/recording.ts';
import type { DataUsage } from '../contract/results.ts';
import { searchInput } from '../contract/search.ts';
import { sessionPageInput } from '../contract/session-page.ts';
import { settingsChangeSchema } from '../contract/settings.ts';
import { storePageInput, storeRowInput } from '../contract/store-list.ts';
import { watchAddInput, watchChangeInput, watchedInput } from '../contract/watch.ts';
import { decodeInput, signInput } from '../contract/workbench.ts';
import type { InspectorContext } from './context.ts';
import { toErrorShape } from './error-shape.ts';

const t = initTRPC.context<InspectorContext>().create({
  errorFormatter: toErrorShape,
  sse: { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 30_000 } },
});

export const appRouter = t.router({
  live: t.procedure.subscription(({ ctx, signal }) => ctx.live.stream(signal ?? new AbortController().signal)),

  log: t.router({
    page: t.procedure.input(logPageInput).query(({ ctx, input }) => ctx.log.page(input)),
    stretch: t.procedure.input(logStretchInput).query(({ ctx, input, signal }) => ctx.log.stretch(input, signal)),
    // This is a mutation so that it is sent as POST. The searched text (a sid, a cookie) is then not part of an
    // address.
    search: t.procedure
      .input(searchInput)
      .mutation(({ ctx, input, signal }) => ctx.log.search(input, signal ?? new AbortController().signal)),
    clear: t.procedure.mutation(({ ctx }) => ctx.log.clear()),
    pin: t.procedure.input(entryInput).mutation(({ ctx, input }) => ctx.log.pin(input.id)),
    unpin: t.procedure.input(entryInput).mutation(({ ctx, input }) => ctx.log.unpin(input.id)),
  }),

  actors: t.router({
    act: t.procedure.input(actInput).mutation(({ ctx, input }) => ctx.actors.act(input.actorId, input.action)),
    send: t.procedure.input(outgoingRequestSchema).mutation(({ ctx, input }) => ctx.actors.send(input)),
    plantCookie: t.procedure
      .input(plantCookieInput)
      .mutation(({ ctx, input }) => ctx.actors.plantCookie(input.actorId, input.value)),
    copyCookie: t.procedure
      .input(copyCookieInput)
      .mutation(({ ctx, input }) => ctx.actors.copyCookie(input.fromId, input.toId)),
    forgetCookies: t.procedure.input(actorInput).mutation(({ ctx, input }) => ctx.actors.forgetCookies(input.actorId)),
  }),

  lab: t.router({
    run: t.procedure.input(labRunInput).mutation(({ ctx, input }) => ctx.lab.run(input)),
    cancel: t.procedure.mutation(({ ctx }) => ctx.lab.cancel()),
  }),

  sessions: t.router({
    set: t.procedure
      .input(sessionSetInput)
      .mutation(({ ctx, input }) => ctx.sessions.set(input.sid, input.key, input.value)),
    pop: t.procedure.input(sessionPopInput).mutation(({ ctx, input }) => ctx.sessions.pop(input.sid, input.key)),
    replace: t.procedure
      .input(sessionReplaceInput)
      .mutation(({ ctx, input }) => ctx.sessions.replace(input.sid, input.data)),
    expire: t.procedure.input(sessionInput).mutation(({ ctx, input }) => ctx.sessions.expire(input.sid)),
    history: t.procedure.input(sessionHistoryInput).query(({ ctx, input }) => ctx.sessions.history(input)),
    page: t.procedure.input(sessionPageInput).query(({ ctx, input }) => ctx.sessions.page(input)),
    find: t.procedure.input(sessionInput).query(({ ctx, input }) => ctx.sessions.find(input.sid)),
    row: t.procedure.input(sessionInput).query(({ ctx, input }) => ctx.sessions.row(input.sid)),
    drift: t.procedure.query(({ ctx }) => ctx.sessions.drift()),
    recorded: t.procedure.query(({ ctx }) => ctx.sessions.recorded()),
    destroy: t.procedure.input(sessionInput).mutation(({ ctx, input }) => ctx.sessions.destroy(input.sid)),
  }),

  // Keys of a store contain session ids, so these are sent as POST, and no address contains them.
  store: t.router({
    page: t.procedure.input(storePageInput).mutation(({ ctx, input }) => ctx.store.page(input)),
    find: t.procedure.input(storeRowInput).mutation(({ ctx, input }) => ctx.store.find(input.key)),
  }),

  recordings: t.router({
    state: t.procedure.input(recordingInput).query(({ ctx, input }) => ctx.recordings.state(input.id)),
    close: t.procedure.input(recordingInput).mutation(({ ctx, input }) => ctx.recordings.close(input.id)),
    verify: t.procedure.input(verifyInput).mutation(({ ctx, input }) => ctx.recordings.verify(input.id, input.secrets)),
  }),

  // These are mutations so that they are sent as POST: cookies and secrets are not part of an address.
  cookies: t.router({
    decode: t.procedure.input(decodeInput).mutation(({ ctx, input }) => ctx.cookies.decode(input)),
    sign: t.procedure.input(signInput).mutation(({ ctx, input }) => ctx.cookies.sign(input)),
  }),

  secrets: t.router({
    state: t.procedure.query(({ ctx }) => ctx.secrets.state()),
    reveal: t.procedure.input(secretInput).mutation(({ ctx, input }) => ctx.secrets.reveal(input.number)),
    rotate: t.procedure.mutation(({ ctx }) => ctx.secrets.rotate()),
    add: t.procedure.input(secretTextInput).mutation(({ ctx, input }) => ctx.secrets.add(input.text)),
    move: t.procedure.input(secretMoveInput).mutation(({ ctx, input }) => ctx.secrets.move(input.from, input.to)),
    remove: t.procedure.input(secretInput).mutation(({ ctx, input }) => ctx.secrets.remove(input.number)),
  }),

  watch: t.router({
    list: t.procedure.query(({ ctx }) => ctx.watch.list()),
    add: t.procedure.input(watchAddInput).mutation(({ ctx, input }) => ctx.watch.add(input)),
    change: t.procedure.input(watchChangeInput).mutation(({ ctx, input }) => ctx.watch.change(input)),
    remove: t.procedure.input(watchedInput).mutation(({ ctx, input }) => ctx.watch.remove(input.id)),
    listening: t.procedure.query(({ ctx }) => ctx.watch.listening()),
    project: t.procedure.input(projectInput).query(({ ctx, input }) => ctx.watch.project(input.path)),
    attachProject: t.procedure.input(attachProjectInput).mutation(({ ctx, input }) => ctx.watch.attachProject(input)),
  }),

  data: t.router({
    usage: t.procedure.query(
      async ({ ctx }): Promise<DataUsage> => ({
        folderBytes: await ctx.data.folderBytes(),
        oldestEntryAtMs: ctx.log.oldestEntryAtMs(),
      }),
    ),
    connectStore: t.procedure.mutation(({ ctx }) => ctx.data.connectStore()),
  }),

  settings: t.router({
    change: t.procedure.input(settingsChangeSchema).mutation(({ ctx, input }) => ctx.settings.change(input)),
  }),

  exports: t.router({
    // As POST, a filter or a sid is not part of an address.
    preview: t.procedure
      .input(exportDraftInput)
      .mutation(({ ctx, input, signal }) => ctx.exports.preview(input, signal ?? new AbortController().signal)),
    report: t.procedure
      .input(reportInput)
      .mutation(({ ctx, input, signal }) => ctx.exports.report(input, signal ?? new AbortController().signal)),
    prepare: t.procedure
      .input(exportDraftInput)
      .mutation(({ ctx, input, signal }) => ctx.exports.prepare(input, signal ?? new AbortController().signal)),
    progress: t.procedure.input(exportInput).query(({ ctx, input }) => ctx.exports.progress(input.id)),
    cancel: t.procedure.input(exportInput).mutation(({ ctx, input }) => ctx.exports.cancel(input.id)),
    prepareCopy: t.procedure.mutation(({ ctx }) => ctx.exports.prepareCopy()),
  }),
});

export type AppRouter = typeof appRouter;
