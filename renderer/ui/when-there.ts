/**
 * Something that is drawn with the next frame, or comes as a file of its own the first time: looked for until it is
 * there, for two seconds.
 */
export function whenThere<T>(find: () => T | null | undefined, then: (found: T) => void, frames = 120): void {
  const found = find();
  if (found != null) then(found);
  else if (frames > 0) requestAnimationFrame(() => whenThere(find, then, frames - 1));
}
