import { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LiveClient, startLiveFeed, takeMessage } from '../../renderer/data/live-feed.ts';
import { createRecordStore } from '../../renderer/data/record-store.ts';
import { makeRecord } from './support/make-record.ts';
import { makeSnapshot } from './support/make-snapshot.ts';
import { manualSchedule } from './support/manual-schedule.ts';

type Handlers = Parameters<LiveClient['live']['subscribe']>[1];

function setUp() {
  const frames = manualSchedule();
  const store = createRecordStore({ schedule: frames.schedule });
  const streams: { handlers: Handlers; isOpen: boolean }[] = [];
  const client: LiveClient = {
    live: {
      subscribe(_input, handlers) {
        const stream = { handlers, isOpen: true };
        streams.push(stream);
        return {
          unsubscribe() {
            stream.isOpen = false;
          },
        };
      },
    },
  };
  const stop = startLiveFeed(client, store);
  const connection = () => {
    frames.nextFrame();
    return store.getState().connection;
  };
  return { store, streams, stop, connection };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the live feed', () => {
  it('is live from the first snapshot on', () => {
    const { streams, connection } = setUp();
    expect(connection()).toBe('connecting');
    streams[0]?.handlers.onData(makeSnapshot());
    expect(connection()).toBe('live');
  });

  it('reports a lost connection and reconnects with growing pauses', () => {
    const { streams, connection } = setUp();
    streams[0]?.handlers.onData(makeSnapshot());
    streams[0]?.handlers.onError(new Error('gone'));
    expect(connection()).toBe('lost');
    vi.advanceTimersByTime(300);
    expect(streams).toHaveLength(2);
    streams[1]?.handlers.onError(new Error('still gone'));
    vi.advanceTimersByTime(300);
    expect(streams).toHaveLength(2);
    vi.advanceTimersByTime(700);
    expect(streams).toHaveLength(3);
    streams[2]?.handlers.onData(makeSnapshot());
    expect(connection()).toBe('live');
  });

  it('opens one new stream when the old one ends in two ways at the same time', () => {
    const { streams } = setUp();
    streams[0]?.handlers.onError(new Error('gone'));
    streams[0]?.handlers.onComplete();
    vi.advanceTimersByTime(60_000);
    expect(streams).toHaveLength(2);
  });

  it('shows the stream reconnecting by itself as lost', () => {
    const { streams, connection } = setUp();
    streams[0]?.handlers.onData(makeSnapshot());
    streams[0]?.handlers.onConnectionStateChange({ state: 'connecting', error: new Error('network') });
    expect(connection()).toBe('lost');
  });

  it('reports the error of a stream that answers with an error', () => {
    const { store, streams, connection } = setUp();
    const answered = TRPCClientError.from({
      error: { message: 'A row is bad', code: -32_603, data: { code: 'INTERNAL_SERVER_ERROR' } },
    });
    streams[0]?.handlers.onConnectionStateChange({ state: 'connecting', error: answered });
    expect([connection(), store.getState().streamError]).toEqual(['failing', 'A row is bad']);
    streams[0]?.handlers.onData(makeSnapshot());
    expect([connection(), store.getState().streamError]).toEqual(['live', '']);
    streams[0]?.handlers.onError(answered);
    expect(connection()).toBe('failing');
  });

  it('stops for good when the inspector refuses the token', () => {
    const { store, streams, connection } = setUp();
    store.setConnection('refused');
    expect(streams[0]?.isOpen).toBe(false);
    streams[0]?.handlers.onError(new Error('401'));
    vi.advanceTimersByTime(60_000);
    expect(streams).toHaveLength(1);
    expect(connection()).toBe('refused');
  });

  it('reports a message that does not match the contract, with the place, and continues', () => {
    const receive = vi.fn();
    const report = vi.fn();
    const store = { receive, report, setConnection: vi.fn() };
    takeMessage({ type: 'entries', entries: [{ kind: 'nonsense' }] }, store);
    takeMessage('not even an object', store);
    takeMessage({ type: 'log-cleared' }, store);
    expect(report).toHaveBeenCalledTimes(2);
    expect(report.mock.calls[0]?.[0]).toMatchObject({
      kind: 'unreadable-message',
      detail: expect.stringContaining('entries.0'),
    });
    expect(receive.mock.calls).toEqual([[{ type: 'log-cleared' }]]);
  });

  it('takes a long message whole, in order, and how many entries were left out before it', () => {
    const receive = vi.fn();
    const report = vi.fn();
    const entries = Array.from({ length: 100 }, (_, index) => makeRecord({ id: index + 1 }));
    takeMessage({ type: 'entries', entries, skipped: 7 }, { receive, report, setConnection: vi.fn() });
    expect(receive.mock.calls).toEqual([[{ type: 'entries', entries, skipped: 7 }]]);
    expect(report).not.toHaveBeenCalled();
  });

  it('checks every entry of a snapshot, however many there are', () => {
    const report = vi.fn();
    const entries = [...Array.from({ length: 100 }, (_, index) => makeRecord({ id: index + 1 })), { kind: 'nonsense' }];
    takeMessage({ ...makeSnapshot(), entries }, { receive: vi.fn(), report, setConnection: vi.fn() });
    expect(report).toHaveBeenCalledTimes(1);
  });
});
