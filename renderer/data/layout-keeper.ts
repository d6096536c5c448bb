import { createValue } from '../model/value.ts';
import type { RecordStore } from './record-store.ts';

/** The kept layout of the window, by name: the same in every window and after every start. */
export interface LayoutKeeper {
  /** Null if no value was ever chosen under this name. */
  read(name: string): string | null;
  /** Changes this window immediately, and the others a moment later. */
  write(name: string, value: string): void;
  subscribe(listener: () => void): () => void;
  /** The number of names with a value that concerns the layout. */
  chosenCount(): number;
  /** Puts all of these back to how they are at a first start, in every window. */
  forget(): void;
  /** Sends the latest values without waiting, because the page is about to close. */
  flush(): void;
}

export interface LayoutKeeperOptions {
  readonly store: Pick<RecordStore, 'getState' | 'subscribe'>;
  /** Resolves with true when the inspector has it; false if it could not be sent, which the window reports. */
  readonly send: (layout: Readonly<Record<string, string | null>>) => Promise<boolean>;
  /**
   * Calls back when no value was chosen for a moment, because dragging a width produces many values. The default is a
   * quarter of a second.
   */
  readonly whenQuiet?: (work: () => void) => void;
}

/** A choice of this window that the settings do not show yet. */
interface Choice {
  readonly value: string;
  /**
   * `told` means that the inspector has the value, so the next settings contain it, or a later choice of another
   * window.
   */
  readonly state: 'waiting' | 'sent' | 'told';
}

const QUIET_MS = 250;
/** Names that are kept with the layout but are not part of it: created, learnt or confirmed values. */
const NO_LOOKS: ReadonlySet<string> = new Set([
  'saved-filters',
  'recent-commands',
  'single-keys',
  'lab-progress',
  'tour',
  'row-opened',
]);

/**
 * The layout is kept with the settings, not by the browser: in browser mode the page has another origin at every start,
 * and browsers separate storage by origin.
 */
export function createLayoutKeeper({ store, send, whenQuiet = afterQuiet() }: LayoutKeeperOptions): LayoutKeeper {
  const choices = new Map<string, Choice>();
  const changes = createValue(0);
  let shown = store.getState().settings;

  const tellListeners = () => changes.set(changes.get() + 1);
  const read = (name: string) => choices.get(name)?.value ?? shown?.layout[name] ?? null;
  const isShown = (name: string, { value }: Choice) => shown?.layout[name] === value;

  const looks = () =>
    [...new Set([...Object.keys(shown?.layout ?? {}), ...choices.keys()])].filter((name) => !NO_LOOKS.has(name));

  function flush(): void {
    const waiting = [...choices].filter(([, { state }]) => state === 'waiting');
    if (waiting.length === 0) return;
    const sent = waiting.map(([name, { value }]) => [name, { value, state: 'sent' }] as const);
    for (const [name, choice] of sent) choices.set(name, choice);
    void send(Object.fromEntries(sent.map(([name, { value }]) => [name, value]))).then((isTold) => {
      for (const [name, choice] of sent) {
        // The user has chosen again in the meantime, and the newer choice is already being sent.
        if (choices.get(name) !== choice) continue;
        if (isTold && isShown(name, choice)) choices.delete(name);
        else choices.set(name, { value: choice.value, state: isTold ? 'told' : 'waiting' });
      }
    });
  }

  store.subscribe(() => {
    const { settings } = store.getState();
    if (settings === shown) return;
    shown = settings;
    for (const [name, choice] of choices) {
      if (choice.state === 'told' || (choice.state === 'sent' && isShown(name, choice))) choices.delete(name);
    }
    tellListeners();
  });

  return {
    read,
    write(name, value) {
      if (read(name) === value) return;
      choices.set(name, { value, state: 'waiting' });
      tellListeners();
      whenQuiet(flush);
    },
    subscribe: changes.subscribe,
    chosenCount: () => looks().length,
    forget() {
      const names = looks();
      for (const name of names) choices.delete(name);
      void send(Object.fromEntries(names.map((name) => [name, null])));
      tellListeners();
    },
    flush,
  };
}

function afterQuiet(): (work: () => void) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (work) => {
    clearTimeout(timer);
    timer = setTimeout(work, QUIET_MS);
  };
}
