import { setTimeout as wait } from 'node:timers/promises';
import type { Transport } from '../contract/store-evidence.ts';
import type { StoreState } from '../contract/store-state.ts';
import type { StoreWhy } from '../contract/store-why.ts';
import type { CookieText } from '../cookie/formats/format.ts';
import type { HeldRow, RowContent, ShownRow } from './content/row-content.ts';
import { RowContents } from './content/row-contents.ts';
import { fullName } from './mapped-by-hand.ts';
import type { StoreMapping, TableShape } from './mappings.ts';
import { isDatabase, openReader } from './open-reader.ts';
import { versionOf } from './read-row.ts';
import type { Recognised, RecognitionHints } from './recognise.ts';
import { keyOfCookie, type SessionKey } from './session-key.ts';
import { examine, givenKind, wrongKind } from './store-kind.ts';
import { type StorePlace, storePlace, transportByName, withoutPassword } from './store-place.ts';
import { startStorePulse } from './store-pulse.ts';
import { asStoreFault, RowFault, StoreFault, type StoreOutline, type StoreReader } from './store-reader.ts';

/** The result of reading one row. */
export type RowReading =
  | { readonly state: 'present'; readonly row: HeldRow }
  | { readonly state: 'absent' }
  | { readonly state: 'out-of-reach'; readonly why: StoreWhy };

/** The place of a store with its password, and its kind. */
export interface StoreAccess {
  readonly place: StorePlace;
  readonly mapping: StoreMapping;
}

/** The session store of a watched app, read and never written. */
export interface AttachedStore {
  readonly state: StoreState;
  /** How its bytes are reached: of a path that is not there, by its name. */
  readonly transport: Transport;
  /** How cookies lead to rows. Null if it is not known so far. */
  readonly mapping: StoreMapping | null;
  /** The arguments for a second reader of the same rows. Null while the store is not recognised. */
  readonly access: StoreAccess | null;
  /** Whether the kind of the store is only guessed from the framework, because no row has shown it so far. */
  readonly isGuessed: boolean;
  /**
   * By how many quarters of an hour the times of the rows are off, because their column has no time zone. Null while no
   * row has shown it.
   */
  readonly zoneQuarters: number | null;
  keyOf(cookie: CookieText): SessionKey | null;
  /** Never rejects. Resolves immediately if the store cannot be reached. */
  read(key: string): Promise<RowReading>;
  /**
   * What a record contains of a row before and after a request, of bounded size. Large values are decoded by a thread.
   * Null if many others wait for it.
   */
  contentsOf(
    before: HeldRow | null,
    after: HeldRow | null,
  ): Promise<readonly [RowContent | null, RowContent | null] | null>;
  /** A row as the window shows it. Null if many others wait to be decoded. */
  shown(row: HeldRow): Promise<ShownRow | null>;
  /**
   * Examines the store again if its kind is unknown or was only guessed. This happens at most once a second, and less
   * often while nothing in the store changes, unless `when` is `now`. Resolves with whether another kind was found.
   * Never rejects.
   */
  recognise(when?: 'now'): Promise<boolean>;
  close(): Promise<void>;
}

export interface AttachOptions {
  /** A URL or a path, as a person wrote it. */
  readonly where: string;
  readonly hints: () => Omit<RecognitionHints, 'place'>;
  /** The secrets of the app. */
  readonly secrets: () => readonly string[];
  readonly onChange: () => void;
  /** The state before a person had this store tried again. Absent for the first try. */
  readonly before?: StoreState;
}

const againEveryMs = 1_000;
/** A store in which nothing is recognised is looked through less and less often, while it stays as it is. */
const mostLookPauseMs = 16_000;

/** Faults that an answer to any question disproves. After others, only a row that was read does. */
const faultsOfConnection: ReadonlySet<string> = new Set(['gone', 'refused', 'busy', 'not-there']);

/**
 * Attaches a store, and tries again each second while it is not there, until a fault that lasts. The store is asked
 * every few seconds, so that `state` is true without any request.
 */
export function attachStore({ where, hints, secrets, onChange, before }: AttachOptions): AttachedStore {
  const shown = withoutPassword(where);
  const triedAtMs = Date.now();
  /** The fault for which this is another try. Undefined if there was none, or if the store was read since. */
  let faultBefore = before?.state === 'fault' ? before : undefined;
  /** Of databases, once their table is known: a reader of that table. */
  let reader: StoreReader | null = null;
  let place: StorePlace | null = null;
  let recognised: Recognised | null = null;
  let state: StoreState = { state: 'connecting', shown };
  const stop = new AbortController();
  /** The columns that `reader` reads. Undefined if it reads no table. */
  let readerShape: TableShape | undefined;
  let lastReadMs = faultBefore?.lastReadMs ?? null;
  /** What was there when the store was last looked at. */
  let lookedBefore = '';
  let lookPauseMs = againEveryMs;
  let recognising: Promise<void> | null = null;
  /** How far the times of the table are off, as soon as a row has shown it. */
  let zoneQuarters: number | null = null;
  let recognisedAtMs = Number.NEGATIVE_INFINITY;
  const rowContents = new RowContents();
  const inZone = (row: HeldRow | null) => row && { ...row, options: { ...row.options, zoneQuarters } };

  const set = (next: StoreState) => {
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    onChange();
  };
  const fail = (error: unknown, isOver = false): StoreWhy => {
    const { code, why, message, outline } = asStoreFault(error, shown);
    if (stop.signal.aborted) return why;
    const isSame = faultBefore !== undefined && JSON.stringify(faultBefore.why) === JSON.stringify(why);
    const sinceMs = state.state === 'fault' ? state.sinceMs : isSame ? faultBefore?.sinceMs : undefined;
    set({
      state: 'fault',
      shown,
      code,
      why,
      detail: message,
      sinceMs: sinceMs ?? Date.now(),
      lastReadMs,
      isTriedAgain: !isOver,
      retried: faultBefore === undefined ? null : { atMs: triedAtMs, isSame },
      ...(outline === null ? {} : { tables: tablesToChoose(outline) }),
    });
    return why;
  };
  const answered = () => {
    lastReadMs = Date.now();
    pulse.answered();
  };
  const reading = (found: Recognised) => {
    faultBefore = undefined;
    set({
      state: 'reading',
      shown,
      transport: found.mapping.transport,
      mapping: found.mapping.name,
      framework: found.mapping.framework,
      confidence: found.confidence,
      because: found.because,
    });
  };

  const seenIn = async (from: StoreReader, at: StorePlace): Promise<Recognised> => {
    const outline = await from.outline();
    const looked = JSON.stringify([outline, hints()]);
    lookPauseMs = looked === lookedBefore ? Math.min(mostLookPauseMs, lookPauseMs * 2) : againEveryMs;
    // Nothing is new since the last guess, so no value is read again.
    if (looked === lookedBefore && recognised !== null) return recognised;
    lookedBefore = looked;
    return examine(from, at, outline, hints());
  };

  /** A store that is not recognised stays open, and is looked at again. */
  const unrecognised = (error: unknown): null => {
    if (!(error instanceof StoreFault) || error.code !== 'not-a-store') throw error;
    if (recognised === null) fail(error);
    return null;
  };

  const look = async (from: StoreReader, at: StorePlace): Promise<void> => {
    const found = givenKind(at) ?? (await seenIn(from, at).catch(unrecognised));
    if (stop.signal.aborted) return;
    if (found === null) {
      if (recognised !== null) reading(recognised);
      return;
    }
    const { shape } = found.mapping;
    if (shape !== undefined && JSON.stringify(shape) !== JSON.stringify(readerShape)) {
      reader = await openReader(at, found.mapping);
      readerShape = shape;
      await from.close();
    }
    recognised = found;
    answered();
    reading(found);
  };

  const connect = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        place = await storePlace(where);
        const wrong = wrongKind(place);
        if (wrong !== null) return void fail(wrong, true);
        const opened = await openReader(place, null);
        reader = opened;
        readerShape = undefined;
        if (stop.signal.aborted) return void opened.close();
        await look(opened, place);
        return;
      } catch (error) {
        const isOver = error instanceof StoreFault && error.lasts;
        fail(error, isOver);
        await reader?.close();
        reader = null;
        if (isOver) return;
        await wait(againEveryMs, undefined, { ref: false, signal: stop.signal }).catch(() => {});
      }
    }
  };
  let connecting: Promise<void> | null = null;
  const connectNow = (): void => {
    connecting ??= connect().finally(() => {
      connecting = null;
    });
  };
  /** Asks whether the store is there: a database of which no table is known for its tables, others for their size. */
  const ask = async (): Promise<void> => {
    if (reader === null || connecting !== null) return;
    const hasNoTable = isDatabase[reader.transport] && readerShape === undefined;
    await (hasNoTable ? reader.outline() : reader.count());
    answered();
  };
  const pulse = startStorePulse({
    ask,
    shown,
    onAnswer() {
      if (reader === null) return;
      // An empty store may have its first rows now.
      if (recognised === null || recognised.confidence === 'guessed') void attached.recognise();
      else if (state.state === 'fault' && faultsOfConnection.has(state.code)) reading(recognised);
    },
    onFault: (error) => void lose(error),
  });
  /** Returns why the store cannot be read. A file or a folder that is gone is opened anew when it is there again. */
  const lose = (error: unknown): StoreWhy => {
    const { code, lasts } = asStoreFault(error);
    // The connection is there: a right that was missing is asked for again with the next request.
    const why = fail(error, lasts && code !== 'no-permission');
    const isGone = code === 'not-there';
    if (!isGone || reader === null || connecting !== null) return why;
    const old = reader;
    reader = null;
    void old.close();
    connectNow();
    return why;
  };
  connectNow();

  const attached: AttachedStore = {
    get state() {
      return state;
    },
    get transport() {
      return place?.transport ?? transportByName(where);
    },
    get mapping() {
      return recognised?.mapping ?? null;
    },
    get access() {
      return place === null || recognised === null ? null : { place, mapping: recognised.mapping };
    },
    get isGuessed() {
      return recognised?.confidence === 'guessed';
    },
    get zoneQuarters() {
      return zoneQuarters;
    },
    keyOf: (cookie) => (recognised === null ? null : keyOfCookie(recognised.mapping, cookie, secrets())),
    async read(key) {
      if (reader === null || recognised === null) {
        return { state: 'out-of-reach', why: state.state === 'fault' ? state.why : { reason: 'connecting' } };
      }
      const from = reader;
      try {
        const stored = await from.read(key);
        answered();
        if (state.state === 'fault') reading(recognised);
        if (stored === null) return { state: 'absent' };
        const { value: format, clock } = recognised.mapping;
        const options = { format, clock, secrets: secrets(), nowMs: Date.now() };
        const row = { stored, options, version: versionOf(stored, format) };
        rowContents.expect(row);
        return { state: 'present', row };
      } catch (error) {
        // The error of a reader that was closed meanwhile is not that of the store.
        const isOfStore = !(error instanceof RowFault) && from === reader;
        return { state: 'out-of-reach', why: isOfStore ? lose(error) : asStoreFault(error, shown).why };
      }
    },
    async contentsOf(before, after) {
      const contents = await rowContents.contentsOf(inZone(before), inZone(after));
      for (const content of contents ?? []) zoneQuarters ??= content?.zoneQuarters ?? null;
      return contents;
    },
    shown: (row) => rowContents.shown(inZone(row) ?? row),
    async recognise(when) {
      const known = recognised?.mapping;
      const isOther = () => recognised?.mapping !== known;
      if (recognising !== null && when !== 'now') {
        await recognising;
        return isOther();
      }
      // The examination that is running may have read the store before the last row was written.
      while (recognising !== null) await recognising;
      const now = performance.now();
      const isSure = recognised !== null && recognised.confidence === 'seen';
      const isTooEarly = when !== 'now' && now - recognisedAtMs < lookPauseMs;
      if (reader === null || place === null || isSure || isTooEarly) return isOther();
      recognisedAtMs = now;
      const from = reader;
      recognising = look(from, place)
        .catch((error: unknown) => void (from === reader && lose(error)))
        .finally(() => {
          recognising = null;
        });
      await recognising;
      return isOther();
    },
    async close() {
      stop.abort();
      pulse.stop();
      await Promise.all([reader?.close(), rowContents.close()]);
    },
  };
  return attached;
}

const mostShownTables = 100;

function tablesToChoose({ tables }: StoreOutline): { name: string; columns: string[] }[] {
  return tables
    .slice(0, mostShownTables)
    .map((table) => ({ name: fullName(table), columns: table.columns.map(({ name }) => name) }));
}
