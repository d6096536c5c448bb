import { liveMessageShapes } from 'virtual:live-message-shapes';
import { describe, expect, it } from 'vitest';
import { findMisfit } from '../../renderer/data/misfit.ts';
import { liveMessageSchema } from '../../server/contract/live-message.ts';
import { pathsIn, STRANGE, variants, withChange } from '../support/values-of-shapes.ts';
import { makeRecord } from './support/make-record.ts';
import { makeSnapshot } from './support/make-snapshot.ts';

describe('the check of live messages', () => {
  const messages = variants(liveMessageShapes, 0);

  it('agrees with the schema that a message is valid, for each form of each part', () => {
    expect(messages.length).toBeGreaterThan(100);
    for (const message of messages) {
      expect(liveMessageSchema.safeParse(message).error).toBeUndefined();
      expect(findMisfit(liveMessageShapes, message)).toBeNull();
    }
  });

  it('agrees with the schema when any one member of a message is missing or another value', () => {
    const tried = new Set<string>();
    let refused = 0;
    for (const message of messages) {
      for (const path of pathsIn(message, tried)) {
        for (const strange of [undefined, ...STRANGE]) {
          const changed = withChange(message, path, strange);
          const misfit = findMisfit(liveMessageShapes, changed);
          const { success, data, error } = liveMessageSchema.safeParse(changed);
          // The schema puts defaults in the place of absent settings. The core has sent what it parsed, without gaps.
          const isWhole = success && holds(changed, data);
          if (isWhole !== (misfit === null)) expect({ path, strange, misfit }).toEqual(error?.issues);
          if (misfit !== null) refused++;
        }
      }
    }
    expect(tried.size).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(5_000);
  });

  it('accepts members that it does not know, as the schema does', () => {
    const entries = [{ ...makeRecord(), later: 1 }];
    expect(findMisfit(liveMessageShapes, { type: 'entries', entries })).toBeNull();
  });

  it.each([
    ['nothing', undefined, ''],
    ['a text', 'entries', ''],
    ['an unknown type', { type: 'entry' }, 'type'],
    ['a type of Object.prototype', { type: 'constructor' }, 'type'],
    ['an entry of an unknown kind', { type: 'entries', entries: [makeRecord(), { kind: '?' }] }, 'entries.1.kind'],
    ['an id that is a text', { type: 'entries', entries: [{ ...makeRecord(), id: '1' }] }, 'entries.0.id'],
    ['a header without a value', { type: 'entries', entries: [{ ...makeRecord(), requestHeaders: [['a']] }] }, null],
    ['a snapshot without its site', { ...makeSnapshot(), site: undefined }, 'site'],
  ])('says where %s does not fit', (_name, value, place) => {
    const misfit = findMisfit(liveMessageShapes, value);
    expect(misfit?.place).toBe(place ?? misfit?.place);
    expect(misfit?.reason).toMatch(/^expected /);
  });
});

/** Whether each member of `part` is in `whole`, at every depth. */
function holds(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return whole === part;
  return whole !== undefined && Object.entries(part).every(([name, member]) => holds(Object(whole)[name], member));
}
