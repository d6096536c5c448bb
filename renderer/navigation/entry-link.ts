/**
 * Links to one entry of the log: `#live/1042` opens Live with that entry selected. The number is taken out of the
 * address when it is read, so the same link works again after the reader has selected something else.
 */
const PATTERN = /^#live\/(\d{1,15})$/;

/** The address of an entry in Live. */
export function entryLink(id: number): string {
  return `#live/${id}`;
}

/** The entry that an address names. Null if it names none. */
export function linkedEntry(hash: string): number | null {
  const id = PATTERN.exec(hash)?.[1];
  return id === undefined ? null : Number(id);
}

/** The entry that the address of this page names, or null. The number is removed from the address. */
export function takeLinkedEntry(): number | null {
  const id = linkedEntry(window.location.hash);
  if (id !== null) window.history.replaceState(null, '', '#live');
  return id;
}
