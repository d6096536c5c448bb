import type { StoreState } from '../contract/store-state.ts';

/** A store that comes and goes must not fill the terminal. */
const mostLines = 20;

/**
 * Tells the terminal how the session store of a watched app is: that it is read, and why it is not. Each line is
 * written once, because the window shows the present state.
 */
export function createStoreLines(say: (line: string) => void): (state: StoreState | null) => void {
  const said = new Set<string>();
  return (state) => {
    const line = state === null ? null : lineOf(state);
    if (line === null || said.has(line) || said.size >= mostLines) return;
    said.add(line);
    say(line);
  };
}

function lineOf(state: StoreState): string | null {
  switch (state.state) {
    case 'connecting':
      return null;
    case 'reading':
      return `The sessions are read from ${state.shown} (${state.mapping}), never written.`;
    case 'fault':
      // A store without any row is in order.
      if (state.why.reason === 'store-empty') return state.detail;
      return `The session store${state.detail.includes(state.shown.replace(/\?.*$/, '')) ? '' : ` ${state.shown}`} is not read: ${state.detail}`;
  }
}
