import { describe, expect, it } from 'vitest';
import { en } from '../../renderer/strings/en.ts';
import { jarNews } from '../../renderer/views/live/actors/jar-announcer.tsx';
import { makeActor } from './support/make-actor.ts';

const t = en.live.announceJar;
const empty = makeActor({ id: 'mallory' });
const copied = makeActor({ id: 'mallory', sid: 'A', putIn: { copiedFrom: 'Alice' } });

describe('the news about the jar of a simulated browser', () => {
  it('names the browser that a cookie was copied from', () => {
    expect(jarNews(empty, copied, t)).toBe(t.copied('Mallory', 'Alice'));
  });

  it('is said of a cookie that was put in by hand', () => {
    const edited = makeActor({ id: 'mallory', cookieValue: 'typed', cookieCount: 1, putIn: { copiedFrom: null } });
    expect(jarNews(copied, edited, t)).toBe(t.byHand('Mallory'));
  });

  it('is said once, and not again when a request goes out with the cookie', () => {
    const answered = { ...copied, lastAnswer: { status: 200, text: 'Welcome Admin', ok: true } };
    expect(jarNews(copied, answered, t)).toBeNull();
  });

  it('is empty if the site sent the cookie', () => {
    expect(jarNews(empty, makeActor({ id: 'mallory', sid: 'A' }), t)).toBeNull();
  });

  it('is said of a jar that was emptied by hand, and not of one that the site emptied', () => {
    const held = makeActor({ id: 'mallory', sid: 'A' });
    expect(jarNews(held, empty, t)).toBe(t.forgotten('Mallory'));
    const told = { ...empty, lastAnswer: { status: 200, text: 'Session Deleted', ok: true } };
    expect(jarNews(held, told, t)).toBeNull();
  });
});
