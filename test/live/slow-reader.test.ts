import { expect, onTestFinished, test } from 'vitest';
import type { ActorState } from '../../server/contract/actor.ts';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { LiveReader } from '../support/live-reader.ts';
import { inspectorForTest } from '../support/running-inspector.ts';

test('a reader that stops reading is disconnected, the others get every message, and it can reconnect', async () => {
  const { inspector, log } = await inspectorForTest();
  const api = await apiClient(inspector);
  const read = async () => {
    const reader = await LiveReader.connect(api);
    onTestFinished(() => reader.close());
    await eventually(() => expect(reader.messages.length).toBeGreaterThan(0));
    return reader;
  };
  const tell = async (path: string, input: object) => {
    const response = await inspector.handle(
      new Request(`app://inspector/trpc/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
      }),
    );
    expect(response.status).toBe(200);
  };
  const { sid } = await api.tell<ActorState>('actors.act', {
    actorId: 'alice',
    action: { type: 'set', key: 'color', value: 'red' },
  });
  await eventually(async () => expect(await log()).toHaveLength(1));

  const [stalled, attentive] = [await read(), await read()];
  stalled.stopReading();
  // Each edit tells 120 kB; the backlog of a reader holds 64 MiB, and the buffers of the system some more.
  const edits = 700;
  for (let edit = 0; edit < edits; edit++) {
    await tell('sessions.set', { sid, key: 'color', value: String(edit).repeat(60_000 / String(edit).length) });
  }
  await eventually(() => expect(attentive.entries).toHaveLength(1 + edits));

  stalled.readOn();
  await stalled.ended;
  expect(stalled.entries.length).toBeLessThan(edits);

  const back = await read();
  expect(back.snapshot.entries.at(-1)).toEqual(attentive.entries.at(-1));
  await api.tell('sessions.pop', { sid, key: 'color' });
  await eventually(() => {
    expect(attentive.entries.at(-1)).toMatchObject({ kind: 'edit', action: 'pop' });
    expect(back.entries.at(-1)).toMatchObject({ kind: 'edit', action: 'pop' });
  });
});
