/**
 * Whether a window could be shown here. Only Linux can be without a display server and still have a user at a
 * terminal.
 */
export function hasDisplay(env = process.env, platform = process.platform) {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
