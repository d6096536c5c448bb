import { describe, expect, it } from 'vitest';
import { commandOfPress, type Keyboard, type KeyPress, keysHere } from '../../../renderer/commands/command-keys.ts';

const desktop: Keyboard = { isMac: false, isBrowser: false };
const mac: Keyboard = { isMac: true, isBrowser: false };
const browser: Keyboard = { isMac: false, isBrowser: true };

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const ctrl = { ctrlKey: true };
const cmd = { metaKey: true };
const idOf = (...args: Parameters<typeof commandOfPress>) => commandOfPress(...args)?.id ?? null;

describe('a key press', () => {
  it.each([
    ['Ctrl+K', press('k', ctrl), desktop, 'find-command'],
    ['Ctrl+K with Caps Lock', press('K', ctrl), desktop, 'find-command'],
    ['Ctrl+K in a browser', press('k', ctrl), browser, 'find-command'],
    ['Cmd+K on a Mac', press('k', cmd), mac, 'find-command'],
    ['Ctrl+K on a Mac', press('k', ctrl), mac, null],
    ['Cmd+K elsewhere', press('k', cmd), desktop, null],
    ['Ctrl+Shift+K', press('K', { ...ctrl, shiftKey: true }), desktop, null],
    ['Ctrl+Alt+K', press('k', { ...ctrl, altKey: true }), desktop, null],
    ['Ctrl+K on a Russian keyboard', press('л', { ...ctrl, code: 'KeyK' }), desktop, 'find-command'],
    [
      'Ctrl+L, the key of the letter l on a Dvorak keyboard',
      press('l', { ...ctrl, code: 'KeyP' }),
      desktop,
      'clear-log',
    ],
    ['Ctrl+2', press('2', { ...ctrl, code: 'Digit2' }), desktop, 'show-sessions'],
    ['Ctrl+2, which is a tab of the browser', press('2', { ...ctrl, code: 'Digit2' }), browser, null],
    ['2', press('2', { code: 'Digit2' }), browser, 'show-sessions'],
    ['?, for which this keyboard needs Shift', press('?', { shiftKey: true, code: 'Slash' }), browser, 'show-keys'],
    ['e', press('e'), desktop, 'toggle-recording'],
    ['E', press('E', { shiftKey: true }), desktop, null],
    ['Ctrl+E, which is the browser’s', press('e', ctrl), browser, null],
    ['a letter that is no command', press('y'), desktop, null],
  ] as const)('%s', (_name, pressed, keyboard, id) => {
    expect(idOf(pressed, keyboard)).toBe(id);
  });

  it('returns the key, so that single keys can be switched off', () => {
    expect(commandOfPress(press('/', { code: 'Slash' }), desktop)).toEqual({ id: 'filter', key: '/' });
    expect(commandOfPress(press('f', ctrl), desktop)).toEqual({ id: 'filter', key: 'Mod+F' });
  });
});

it('offers in a browser only keys that the browser leaves to pages', () => {
  expect(keysHere('clear-log', desktop)).toEqual(['Mod+L', 'z']);
  expect(keysHere('clear-log', browser)).toEqual(['z']);
  expect(keysHere('filter', browser)).toEqual(['Mod+F', '/']);
});
