import { describe, expect, it, vi } from 'vitest';
import { forgetToken, hasCodeInAddress, takeToken } from '../../renderer/data/token.ts';

function place(hash: string, kept: string | null = null) {
  const values = new Map<string, string>();
  if (kept !== null) values.set('inspector-token', kept);
  const replaceState = vi.fn();
  return {
    replaceState,
    location: { hash, pathname: '/', search: '' },
    history: { replaceState },
    storage: {
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
      removeItem: (key: string) => void values.delete(key),
    },
  };
}

/** Knows one code, once, as the inspector does. */
function exchangeOnce(code: string, token: string) {
  let isUsed = false;
  return vi.fn(async (given: string) => {
    if (given !== code || isUsed) return null;
    isUsed = true;
    return token;
  });
}

describe('the token of a tab', () => {
  it('comes for the code in the address, which is wiped before the exchange, and outlives a reload', async () => {
    const here = place('#code=c0de-_');
    const exchange = exchangeOnce('c0de-_', 's3cret-_');
    const taken = takeToken(here, exchange);
    expect(here.replaceState).toHaveBeenCalledWith(null, '', '/');
    expect(await taken).toBe('s3cret-_');
    const reloaded = { ...here, location: { ...here.location, hash: '' } };
    expect(await takeToken(reloaded, exchange)).toBe('s3cret-_');
    expect(exchange).toHaveBeenCalledTimes(1);
  });

  it('is replaced by that of a new link', async () => {
    const here = place('#code=new', 'old');
    expect(await takeToken(here, exchangeOnce('new', 'newer'))).toBe('newer');
    expect(here.storage.getItem('inspector-token')).toBe('newer');
  });

  it('stays when a link that is used up is opened in the same tab', async () => {
    const here = place('#code=used', 'mine');
    expect(await takeToken(here, exchangeOnce('another', 'x'))).toBe('mine');
    expect(here.replaceState).toHaveBeenCalled();
  });

  it('is null in a tab that was opened without a link, and the address stays as it is', async () => {
    const here = place('#sessions');
    const exchange = exchangeOnce('a', 'b');
    expect(await takeToken(here, exchange)).toBeNull();
    expect(here.replaceState).not.toHaveBeenCalled();
    expect(exchange).not.toHaveBeenCalled();
  });

  it('is null if the code was used and the tab has no token', async () => {
    expect(await takeToken(place('#code=used'), exchangeOnce('another', 'x'))).toBeNull();
  });

  it('is forgotten when it was refused', async () => {
    const here = place('', 'old');
    forgetToken(here.storage);
    expect(await takeToken(here, exchangeOnce('a', 'b'))).toBeNull();
  });
});

it('a code is not taken for a view, nor a view for a code', () => {
  expect(hasCodeInAddress('#code=abc')).toBe(true);
  expect(hasCodeInAddress('#code=')).toBe(false);
  expect(hasCodeInAddress('#sessions')).toBe(false);
  expect(hasCodeInAddress('')).toBe(false);
});
