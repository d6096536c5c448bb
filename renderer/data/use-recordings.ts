import { createContext, useContext, useSyncExternalStore } from 'react';
import type { RecordingAbout } from '../../server/contract/recording.ts';
import type { Recordings, RecordingsState } from './recordings.ts';

export const RecordingsContext = createContext<Recordings | null>(null);

/** How files are opened and closed: the same object for the life of the page. */
export function useRecordings(): Recordings {
  const recordings = useContext(RecordingsContext);
  if (recordings === null) throw new Error('No recordings above this component');
  return recordings;
}

export function useRecordingsState(): RecordingsState {
  const recordings = useRecordings();
  return useSyncExternalStore(recordings.subscribe, recordings.getState);
}

/** The file that is shown in the place of the live log; null while the live log is. */
export function useRecording(): RecordingAbout | null {
  const recordings = useRecordings();
  return useSyncExternalStore(recordings.subscribe, () => recordings.getState().open?.about ?? null);
}
