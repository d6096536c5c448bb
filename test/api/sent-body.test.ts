import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { sendBody } from '../../server/api/sent-body.ts';
import { eventually } from '../support/eventually.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Serves one response on a separate port, and asks for it. */
async function ask(serve: (outgoing: ServerResponse) => void): Promise<IncomingMessage> {
  const server = createServer((_, outgoing) => serve(outgoing)).listen(0, '127.0.0.1');
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  await once(server, 'listening');
  const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  answer.on('error', () => {});
  return answer;
}

const chunkBytes = 64 * 1024;

/** Chunks of one number each, made in memory that was given back where there is some. */
function numberedChunks(count: number) {
  const free: Uint8Array<ArrayBuffer>[] = [];
  const state = { made: 0, reused: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (state.made === count) return controller.close();
        const memory = free.pop();
        if (memory !== undefined) state.reused++;
        const chunk = memory ?? new Uint8Array(chunkBytes);
        controller.enqueue(chunk.fill(++state.made % 251));
      },
      cancel() {
        state.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, state, giveBack: (chunk: Uint8Array) => void free.push(chunk as Uint8Array<ArrayBuffer>) };
}

test('a chunk is reported only when its memory is not read any more, so a slow reader gets every byte', async () => {
  const { body, state, giveBack } = numberedChunks(300);
  const answer = await ask((outgoing) => {
    const response = new Response(body, { status: 201, headers: { 'Content-Type': 'text/plain' } });
    void sendBody(outgoing, response, { onSent: giveBack, onFailure: () => {} });
  });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([201, 'text/plain']);
  let place = 0;
  let wrong = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    for (const byte of piece) {
      if (byte !== (Math.floor(place / chunkBytes) + 1) % 251) wrong++;
      place++;
    }
    if (place % 7 === 0) await pause(2);
  }
  expect({ place, wrong }).toEqual({ place: 300 * chunkBytes, wrong: 0 });
  expect(state.reused).toBeGreaterThan(100);
});

test('a failing source is reported, and the other end sees an incomplete response', async () => {
  const failures: unknown[] = [];
  const body = ReadableStream.from(
    (async function* () {
      yield new Uint8Array(10);
      await pause(20);
      throw new Error('disk gone');
    })(),
  );
  const answer = await ask((outgoing) => {
    void sendBody(outgoing, new Response(body), { onSent: () => {}, onFailure: (error) => failures.push(error) });
  });
  answer.resume();
  await new Promise((resolve) => answer.once('close', resolve));
  expect(answer.complete).toBe(false);
  expect(failures).toMatchObject([{ message: 'disk gone' }]);
});

test('a reader that disconnects ends the source, which is not a failure', async () => {
  const failures: unknown[] = [];
  const { body, state, giveBack } = numberedChunks(100_000);
  const answer = await ask((outgoing) => {
    void sendBody(outgoing, new Response(body), { onSent: giveBack, onFailure: (error) => failures.push(error) });
  });
  await once(answer, 'data');
  answer.destroy();
  await eventually(() => expect(state.isCancelled).toBe(true));
  expect(failures).toEqual([]);
  expect(state.made).toBeLessThan(1_000);
});
