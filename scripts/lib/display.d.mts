export function hasDisplay(env?: { DISPLAY?: string; WAYLAND_DISPLAY?: string }, platform?: string): boolean;
