import { useCallback, useMemo, useRef, useState } from 'react';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import type { OutgoingRequest } from '../../../../server/contract/outgoing-request.ts';
import { useCommands, useStore } from '../../../data/use-inspector.ts';
import type { CopyNote } from '../../../model/copy-as/copy-note.ts';
import type { RequestDraft } from '../../../model/request-draft.ts';
import { copyNoteSentence } from '../../../sentences/copy-note.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { loadToolModels } from './load-tool-models.ts';
import type { RequestTools } from './request-tools.ts';

/** The result of the last action. */
export interface ToolNote {
  readonly tone: 'good' | 'warn' | 'error';
  readonly text: string;
}

export interface ToolState {
  readonly tools: RequestTools;
  /** The request that is being edited; null if there is none. */
  readonly draft: RequestDraft | null;
  closeDraft(): void;
  /** Sends the edited request. False if it was not sent, which the window explains. */
  send(request: OutgoingRequest): Promise<boolean>;
  /** The actor whose cookie is being edited. */
  readonly cookieOf: string | null;
  closeCookie(): void;
  readonly note: ToolNote | null;
  dismissNote(): void;
  /** The request to compare with. */
  readonly marked: RequestRecord | null;
  /** The two that are being compared. */
  readonly pair: readonly [RequestRecord, RequestRecord] | null;
  /** Marks the first of two requests, if none is marked yet. */
  markFirst(record: RequestRecord): void;
  forgetMarked(): void;
  closePair(): void;
  swapPair(): void;
}

/**
 * The state of the request tools: one draft, one mark, one comparison. `onSent` gets the id of the sent request's
 * record.
 */
export function useToolState(onSent: (recordId: number) => void): ToolState {
  const words = useStrings();
  const t = useRef(words);
  t.current = words;
  const store = useStore();
  const commands = useCommands();
  const [draft, setDraft] = useState<RequestDraft | null>(null);
  const [cookieOf, setCookieOf] = useState<string | null>(null);
  const [note, setNote] = useState<ToolNote | null>(null);
  const [marked, setMarked] = useState<RequestRecord | null>(null);
  const [pair, setPair] = useState<ToolState['pair']>(null);
  const markedNow = useRef(marked);
  markedNow.current = marked;

  const send = useCallback(
    async (request: OutgoingRequest) => {
      const sent = await commands.sendRequest(request);
      if (sent === null) return false;
      const { recordId, status, text } = sent;
      const said = t.current.requests;
      if (status === null) setNote({ tone: 'error', text });
      else
        setNote({ tone: 'good', text: recordId === null ? said.sentUnrecorded(status) : said.sent(recordId, status) });
      if (recordId !== null) onSent(recordId);
      return status !== null;
    },
    [commands, onSent],
  );

  const tools = useMemo((): RequestTools => {
    const siteUrl = () => store.getState().site?.url ?? 'http://localhost';
    const withModels = async (use: (models: Awaited<ReturnType<typeof loadToolModels>>) => void) => {
      const models = await loadToolModels().catch(() => null);
      const { updated, partNotLoaded } = t.current.common;
      const isAnswering = store.getState().connection === 'live';
      if (models === null) setNote({ tone: 'error', text: isAnswering ? updated : partNotLoaded });
      else use(models);
    };
    return {
      resend: (record) =>
        withModels(({ draftOf, resentRequest }) => {
          const request = resentRequest(record);
          if (request === null) setDraft(draftOf(record));
          else void send(request);
        }),
      edit: (record) => withModels(({ draftOf }) => setDraft(draftOf(record))),
      compose: (actorId) =>
        withModels(({ draftFor }) => {
          const actor = store.getState().actors.find(({ id }) => id === actorId);
          if (actor !== undefined) setDraft(draftFor(actor, siteUrl()));
        }),
      editCookie: setCookieOf,
      copyAs: (language, record) =>
        withModels(({ copyAs }) => {
          const said = t.current.requests;
          const sentenceOf = (note: CopyNote) => copyNoteSentence(note, language, said);
          const { text, notes } = copyAs(language, record, siteUrl(), sentenceOf);
          const isRefused = notes.some(({ code }) => code === 'cannot-send');
          const result = isRefused ? said.notCopied : said.copied(said.languages[language]);
          const sentences = isRefused ? [...notes.map(sentenceOf), result] : [result, ...notes.map(sentenceOf)];
          navigator.clipboard.writeText(text).then(
            () => setNote({ tone: notes.length > 0 ? 'warn' : 'good', text: sentences.join(said.sentenceBetween) }),
            () => setNote({ tone: 'error', text: t.current.common.copyFailed }),
          );
        }),
      async togglePin({ id }) {
        const isPinned = store.getState().pinned.some((pinned) => pinned.id === id);
        if (isPinned) return commands.unpinRequest(id);
        const result = await commands.pinRequest(id);
        if (result?.ok === false) setNote({ tone: 'warn', text: t.current.requests.notPinned[result.reason] });
      },
      compare(record) {
        const other = markedNow.current;
        if (other === null) setMarked(record);
        else if (other.id === record.id) setMarked(null);
        else setPair([other, record]);
      },
    };
  }, [commands, store, send]);

  return {
    tools,
    draft,
    closeDraft: useCallback(() => setDraft(null), []),
    send,
    cookieOf,
    closeCookie: useCallback(() => setCookieOf(null), []),
    note,
    dismissNote: useCallback(() => setNote(null), []),
    marked,
    pair,
    markFirst: useCallback((record: RequestRecord) => setMarked((now) => now ?? record), []),
    forgetMarked: useCallback(() => setMarked(null), []),
    closePair: useCallback(() => {
      setPair(null);
      setMarked(null);
    }, []),
    swapPair: useCallback(() => setPair((now) => (now === null ? null : [now[1], now[0]])), []),
  };
}
