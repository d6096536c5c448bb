const HEADER = /^\s*set-cookie\s*:\s*/i;
const ATTRIBUTE = /;\s*(?:path|expires|max-age|domain|secure|httponly|samesite|partitioned|priority)\s*(?:=|;|$)/i;

/** Whether a pasted text is a Set-Cookie header, with its name or without: only such a one has attributes. */
export function isSetCookieText(text: string): boolean {
  return HEADER.test(text) || (!/^\s*cookie\s*:/i.test(text) && ATTRIBUTE.test(text));
}

/** The value of a pasted Set-Cookie header. */
export function setCookieValue(text: string): string {
  return text.replace(HEADER, '').trim();
}
