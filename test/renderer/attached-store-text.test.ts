import { describe, expect, it } from 'vitest';
import { storeBecauseText } from '../../renderer/sentences/store-because.ts';
import { isEmptySoFar, storeFaultText } from '../../renderer/sentences/store-fault-text.ts';
import { en } from '../../renderer/strings/en.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import { zh } from '../../renderer/strings/zh.ts';
import type { StoreBecause } from '../../server/contract/store-because.ts';
import type { StoreState } from '../../server/contract/store-state.ts';

const [english, chinese] = [withLater(en), withLater(zh)];
const shown = 'redis://127.0.0.1:6379';

type Fault = Extract<StoreState, { readonly state: 'fault' }>;
const fault = (more: Partial<Fault> = {}): Fault => ({
  state: 'fault',
  shown,
  code: 'wrong-password',
  why: { reason: 'password', place: shown },
  detail: '',
  sinceMs: 0,
  lastReadMs: null,
  isTriedAgain: false,
  ...more,
});

describe('why an attached store is not read', () => {
  it('says when a person has had it tried again, and whether the result was the same', () => {
    const atMs = new Date(2026, 10, 30, 12, 3, 4).getTime();
    const same = fault({ retried: { atMs, isSame: true } });
    expect(storeFaultText(same, english)).toContain(' Tried again at 12:03:04: the same. ');
    expect(storeFaultText(same, chinese)).toContain('已在 12:03:04 重试，结果相同。');
    const other = fault({ retried: { atMs, isSame: false } });
    expect(storeFaultText(other, english)).toContain(' Tried again at 12:03:04, with this result. ');
    expect(storeFaultText(other, chinese)).toContain('已在 12:03:04 重试，结果如上。');
    for (const retried of [null, undefined])
      expect(storeFaultText(fault(retried === undefined ? {} : { retried }), english)).not.toContain('Tried again');
  });

  it('says of an empty store what to do, and nothing of a failure', () => {
    const empty = fault({ code: 'not-a-store', why: { reason: 'store-empty', place: shown }, isTriedAgain: true });
    expect(isEmptySoFar(empty)).toBe(true);
    expect(storeFaultText(empty, english)).toBe(
      'redis://127.0.0.1:6379 can be read, and nothing is in it so far. Make a request that starts a session, such as a login: the first row shows which kind of store it is.',
    );
    expect(storeFaultText(empty, chinese)).toBe(
      'redis://127.0.0.1:6379 可以读取，目前是空的。请发出一个会创建会话的请求，例如登录：写入第一条记录后，就能看出存储的类型。',
    );
  });
});

describe('why an attached store is taken for its kind', () => {
  it.each<[StoreBecause, string, string]>([
    [
      { code: 'columns', table: 'session', key: 'sid', value: 'sess', isOwnName: false },
      'Recognised because the table session has the columns sid and sess, as connect-redis has them.',
      '识别依据：表 session 有 sid 和 sess 两列，与 connect-redis 一致。',
    ],
    [
      { code: 'names', count: 3, of: 4 },
      'Recognised because 3 of 4 names that were looked at have the form of connect-redis.',
      '识别依据：查看的 4 个名称中，3 个符合 connect-redis 的格式。',
    ],
    [
      { code: 'prefix', count: 1, prefix: 'shop:' },
      'Recognised because 1 name begins with shop:, and the app looks like Express.',
      '识别依据：1 个名称以 shop: 开头，而且应用看起来使用 Express。',
    ],
    [
      { code: 'express-cookie', count: 2, of: 20, prefix: '' },
      'Recognised because 2 of 20 values that were read contain the cookie of express-session.',
      '识别依据：读取的 20 个值中，2 个含有 express-session 的 Cookie 信息。',
    ],
    [
      { code: 'guessed', isEmpty: true, by: 'framework' },
      'Guessed because the app looks like Express. Make a request that starts a session: its row shows the kind.',
      '推测依据：应用看起来使用 Express。请发出一个会创建会话的请求，它的记录会显示存储的类型。',
    ],
    [
      { code: 'guessed', isEmpty: true, by: 'folder-name' },
      'Guessed because Express uses a folder of this name. Make a request that starts a session: its file shows the kind.',
      '推测依据：Express 使用这个名称的文件夹。请发出一个会创建会话的请求，它的文件会显示存储的类型。',
    ],
    [{ code: 'kind-given' }, 'You gave this kind with the address.', '类型由你在地址中指定。'],
    [
      { code: 'columns-given', table: 'logins', key: 'token', value: 'content', expiry: null },
      'You chose the columns of the table logins: token for the id, content for the data, none for the expiry.',
      '列由你选择：表 logins，ID 为 token，数据为 content，没有到期时间的列。',
    ],
  ])('%j, in both languages', (because, inEnglish, inChinese) => {
    const store = {
      state: 'reading',
      shown,
      transport: 'redis',
      mapping: 'connect-redis',
      framework: 'Express',
      confidence: 'seen',
      because,
    } as const;
    expect(storeBecauseText(store, english.watch)).toBe(inEnglish);
    expect(storeBecauseText(store, chinese.watch)).toBe(inChinese);
  });
});
