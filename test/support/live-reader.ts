/** Reads the live stream as it travels: server-sent events on a real connection. */
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { type LiveMessage, liveMessageSchema } from '../../server/contract/live-message.ts';
import type { DoorAccess } from './door-token.ts';

export type MessageOf<T extends LiveMessage['type']> = LiveMessage & { type: T };

export class LiveReader {
  /** Every message so far, parsed by the contract. */
  readonly messages: LiveMessage[] = [];
  /** Resolves when the connection is over, however that came about. */
  readonly ended: Promise<void>;
  readonly #request: ClientRequest;
  readonly #response: IncomingMessage;
  #buffer = '';

  private constructor(sent: ClientRequest, response: IncomingMessage) {
    this.#request = sent;
    this.#response = response;
    this.ended = new Promise((resolve) => {
      response.on('error', () => {});
      response.on('close', resolve);
    });
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => this.#take(chunk));
  }

  static connect({ origin, token }: DoorAccess): Promise<LiveReader> {
    const { hostname, port } = new URL(origin);
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: hostname, port, path: '/trpc/live', agent: false, headers: { Authorization: `Bearer ${token}` } },
        (response) => resolve(new LiveReader(sent, response)),
      );
      sent.on('error', reject);
      sent.end();
    });
  }

  get headers(): IncomingHttpHeaders {
    return this.#response.headers;
  }

  of<T extends LiveMessage['type']>(type: T): MessageOf<T>[] {
    return this.messages.filter((message): message is MessageOf<T> => message.type === type);
  }

  get snapshot(): MessageOf<'snapshot'> {
    const [snapshot] = this.of('snapshot');
    if (snapshot === undefined) throw new Error('No snapshot has come yet');
    return snapshot;
  }

  /** Every entry the messages carried, in the order of their coming; a log-cleared starts over, as a window would. */
  get entries() {
    return this.messages.reduce<MessageOf<'entries'>['entries']>((entries, message) => {
      if (message.type === 'snapshot') return [...message.entries];
      if (message.type === 'log-cleared') return [];
      if (message.type === 'entries') entries.push(...message.entries);
      return entries;
    }, []);
  }

  /** Stops taking bytes from the connection, as a suspended window does. */
  stopReading(): void {
    this.#response.pause();
  }

  readOn(): void {
    this.#response.resume();
  }

  close(): void {
    this.#request.destroy();
  }

  #take(chunk: string): void {
    this.#buffer += chunk;
    // A message of many megabytes comes in hundreds of chunks, and has one line.
    if (!chunk.includes('\n')) return;
    const events = this.#buffer.split('\n\n');
    this.#buffer = events.pop() ?? '';
    for (const event of events) {
      const isNamed = /^event:/m.test(event);
      const data = /^data: ?(.*)$/m.exec(event)?.[1];
      if (!isNamed && data !== undefined) this.messages.push(liveMessageSchema.parse(JSON.parse(data)));
    }
  }
}
