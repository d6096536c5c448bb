import { setTimeout } from 'node:timers/promises';
import type { RecordingAbout, RecordingState } from '../../server/contract/recording.ts';
import { FILE_NAME_HEADER } from '../../server/contract/recording-limits.ts';
import type { ApiClient } from './api-client.ts';
import type { Reply } from './http.ts';

/** Sends a file through the door, as the window does. */
export function upload(api: ApiClient, content: string | Uint8Array, fileName = 'a file.ndjson'): Promise<Reply> {
  return api.send('/recordings', {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', [FILE_NAME_HEADER]: encodeURIComponent(fileName) },
    body: content,
  });
}

/** What became of a file that was sent. */
export async function imported(
  api: ApiClient,
  content: string | Uint8Array,
  fileName?: string,
): Promise<{ id: string; state: RecordingState }> {
  const { id } = JSON.parse((await upload(api, content, fileName)).body) as { id: string };
  for (;;) {
    const state = await api.ask<RecordingState>('recordings.state', { id });
    if (state.state !== 'reading') return { id, state };
    await setTimeout(20);
  }
}

/** An open recording, its procedures and its facts. */
export async function openRecording(
  api: ApiClient,
  content: string | Uint8Array,
  fileName?: string,
): Promise<{
  id: string;
  about: RecordingAbout;
  ask: <T>(path: string, input?: unknown) => Promise<T>;
  tell: ApiClient['mutate'];
}> {
  const { id, state } = await imported(api, content, fileName);
  if (state.state !== 'open') throw new Error(`It is not open: ${JSON.stringify(state)}`);
  const base = `/workspaces/${id}/trpc`;
  return {
    id,
    about: state.about,
    async ask<T>(path: string, input?: unknown) {
      const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      return dataOf<T>(await api.send(`${base}/${path}${query}`));
    },
    tell: (path, input) =>
      api.send(`${base}/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        ...(input === undefined ? {} : { body: JSON.stringify(input) }),
      }),
  };
}

function dataOf<T>({ status, body }: Reply): T {
  if (status !== 200) throw new Error(`The procedure answered ${status}: ${body}`);
  return (JSON.parse(body) as { result: { data: T } }).result.data;
}
