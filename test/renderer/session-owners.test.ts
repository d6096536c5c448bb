import { describe, expect, it } from 'vitest';
import { issuedTo, learnOwners, ownerOfCookie } from '../../renderer/data/session-owners.ts';
import { entryLink, linkedEntry } from '../../renderer/navigation/entry-link.ts';
import type { ActorState } from '../../server/contract/actor.ts';
import { makeActor } from './support/make-actor.ts';
import { alice, makeAnonymous, makeRecord, mallory, sidA } from './support/make-record.ts';

const holding = (id: string, { sid, cookieValue }: { sid?: string; cookieValue?: string }): ActorState =>
  makeActor({ id, sid: sid ?? null, ...(cookieValue === undefined ? {} : { cookieValue }) });
const sentCookie = (actor: typeof alice) =>
  makeAnonymous({ engine: 'client-side', actor, setCookie: 'session=eyJhIjoxfQ.aaaa.bbbb; HttpOnly; Path=/' });

describe('the owner of a cookie', () => {
  it('is the actor whose request ended with a new sid, whoever sends it later', () => {
    const owners = learnOwners(new Map(), [makeRecord({ sidBefore: null }), makeRecord({ actor: mallory })], 10);
    expect(issuedTo(owners, holding('mallory', { sid: sidA }))).toEqual(alice);
  });

  it('is the actor whose response set it, if the cookie is the session itself', () => {
    const owners = learnOwners(new Map(), [sentCookie(alice)], 10);
    expect(issuedTo(owners, holding('mallory', { cookieValue: 'eyJhIjoxfQ.aaaa.bbbb' }))).toEqual(alice);
    expect(issuedTo(owners, holding('mallory', { cookieValue: 'another' }))).toBeNull();
  });

  it('is each of two actors that received equal cookies', () => {
    const owners = learnOwners(new Map(), [sentCookie(alice), sentCookie(mallory)], 10);
    expect(issuedTo(owners, holding('alice', { cookieValue: 'eyJhIjoxfQ.aaaa.bbbb' }))).toEqual(alice);
    expect(issuedTo(owners, holding('mallory', { cookieValue: 'eyJhIjoxfQ.aaaa.bbbb' }))).toEqual(mallory);
  });

  it('is unknown for an actor without a cookie, and the oldest are dropped beyond a limit', () => {
    expect(issuedTo(new Map(), holding('alice', {}))).toBeNull();
    const records = ['a', 'b', 'c'].map((sidAfter) => makeRecord({ sidBefore: null, sidAfter }));
    expect([...learnOwners(new Map(), records, 2).keys()]).toEqual(['b', 'c']);
  });
});

describe('the owner of the cookie of a request', () => {
  const came = (actor: typeof alice) =>
    makeRecord({
      engine: 'client-side',
      actor,
      sidBefore: null,
      sidAfter: null,
      cookieValue: 'eyJhIjoxfQ.aaaa.bbbb',
      verdict: { kind: 'accepted', sid: null, secretNumber: 1 },
    });

  it('is found by the sid, and by the cookie itself if the cookie is the session', () => {
    const owners = learnOwners(new Map(), [makeRecord({ sidBefore: null }), sentCookie(alice)], 10);
    expect(ownerOfCookie(owners, makeRecord({ actor: mallory }))).toEqual(alice);
    expect(ownerOfCookie(owners, came(mallory))).toEqual(alice);
    expect(ownerOfCookie(owners, came(alice))).toEqual(alice);
  });

  it('is unknown if the cookie was refused, or its issue was not recorded', () => {
    const owners = learnOwners(new Map(), [sentCookie(alice)], 10);
    const refused = { ...came(mallory), verdict: { kind: 'bad-signature', sid: null, secretsTried: 1 } } as const;
    expect(ownerOfCookie(owners, refused)).toBeNull();
    expect(ownerOfCookie(new Map(), came(mallory))).toBeNull();
  });
});

describe('a link to an entry', () => {
  it('is read back as the entry it was made for, and nothing else is one', () => {
    expect(linkedEntry(entryLink(1042))).toBe(1042);
    expect(['', '#live', '#sessions', '#live/', '#live/x1', '#live/1/2'].map(linkedEntry)).toEqual(Array(6).fill(null));
  });
});
