import { describe, expect, it } from 'vitest';
import { type CommandHandlers, createCommandRegistry } from '../../../renderer/commands/command-registry.ts';

/** A part whose handlers can be replaced, as a component's are when it is drawn again. */
function part(registry: ReturnType<typeof createCommandRegistry>, handlers: CommandHandlers) {
  let current = handlers;
  const { changed, leave } = registry.join(() => current);
  return {
    leave,
    draw(next: CommandHandlers) {
      current = next;
      changed();
    },
  };
}

describe('the registry', () => {
  it('runs a command for which a part of the page has registered, as long as that part exists', () => {
    const registry = createCommandRegistry();
    const done: string[] = [];
    expect(registry.run('export')).toBe(false);
    const { leave } = part(registry, { export: () => done.push('export') });
    expect(registry.run('export')).toBe(true);
    leave();
    expect(registry.run('export')).toBe(false);
    expect(done).toEqual(['export']);
  });

  it('does not run an unavailable command', () => {
    const registry = createCommandRegistry();
    const { draw } = part(registry, { export: null });
    expect(registry.run('export')).toBe(false);
    draw({ export: () => {} });
    expect(registry.run('export')).toBe(true);
  });

  it('lets the part that came last have a command, and gives it back', () => {
    const registry = createCommandRegistry();
    const done: string[] = [];
    part(registry, { filter: () => done.push('log') });
    const dialog = part(registry, { filter: () => done.push('dialog') });
    registry.run('filter');
    dialog.leave();
    registry.run('filter');
    expect(done).toEqual(['dialog', 'log']);
  });

  it('lists the available commands in order, and notifies only after a change', () => {
    const registry = createCommandRegistry();
    let told = 0;
    registry.subscribe(() => told++);
    const { draw } = part(registry, { 'clear-log': () => {}, 'show-live': () => {} });
    const before = registry.usable();
    expect(before).toEqual(['show-live', 'clear-log']);
    draw({ 'clear-log': () => {}, 'show-live': () => {} });
    expect(registry.usable()).toBe(before);
    expect(told).toBe(1);
    draw({ 'clear-log': null, 'show-live': () => {} });
    expect(registry.usable()).toEqual(['show-live']);
    expect(told).toBe(2);
  });
});

it('a command may have a title for the present state', () => {
  const registry = createCommandRegistry();
  let isPinned = false;
  const toggle = () => {
    isPinned = !isPinned;
  };
  const part = registry.join(() => ({
    pin: { run: toggle, title: isPinned ? 'Unpin' : 'Pin' },
    resend: () => {},
  }));
  expect([registry.titleOf('pin'), registry.titleOf('resend'), registry.titleOf('compare')]).toEqual([
    'Pin',
    null,
    null,
  ]);
  expect(registry.run('pin')).toBe(true);
  expect(registry.titleOf('pin')).toBe('Unpin');
  part.leave();
  expect(registry.titleOf('pin')).toBeNull();
});
