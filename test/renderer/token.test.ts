import { describe, expect, it, vi } from 'vitest';
import { forgetToken, hasTokenInAddress, takeToken } from '../../renderer/data/token.ts';

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

describe('the token', () => {
  it('is taken from the address, kept for the tab, and wiped from the address bar', () => {
    const here = place('#token=s3cret-_');
    expect(takeToken(here)).toBe('s3cret-_');
    expect(here.replaceState).toHaveBeenCalledWith(null, '', '/');
    expect(takeToken({ ...here, location: { ...here.location, hash: '' } })).toBe('s3cret-_');
  });

  it('of a new link replaces the one that was kept', () => {
    const here = place('#token=new', 'old');
    expect(takeToken(here)).toBe('new');
    expect(here.storage.getItem('inspector-token')).toBe('new');
  });

  it('is absent in a tab that was opened without, and the address stays as it is', () => {
    const here = place('#sessions');
    expect(takeToken(here)).toBeNull();
    expect(here.replaceState).not.toHaveBeenCalled();
  });

  it('is not taken for a view, nor a view for it', () => {
    expect(hasTokenInAddress('#token=abc')).toBe(true);
    expect(hasTokenInAddress('#sessions')).toBe(false);
    expect(hasTokenInAddress('')).toBe(false);
  });

  it('is forgotten when it was refused', () => {
    const here = place('', 'old');
    forgetToken(here.storage);
    expect(takeToken(here)).toBeNull();
  });
});
