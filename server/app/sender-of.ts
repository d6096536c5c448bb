import type { Socket } from 'node:net';
import type { Senders } from '../actors/senders.ts';
import type { Sender } from '../record/recorder.ts';
import { actorFromUserAgent } from '../record/user-agent-actor.ts';

/** Names the client of a request: a simulated browser by its connection, any other program by its User-Agent. */
export function senderOf<Engine>(senders: Senders<Engine>) {
  return (from: { socket: Socket }, userAgent: string | undefined, recordId: number): Sender => {
    const sender = senders.of(from);
    sender?.sending.arrived(recordId);
    return {
      actor: sender?.ref ?? actorFromUserAgent(userAgent),
      resendOf: sender?.sending.resendOf ?? null,
      jar: sender?.jar?.() ?? null,
      isByHand: sender !== null && sender.ref === null,
    };
  };
}
