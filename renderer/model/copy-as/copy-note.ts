/**
 * A remark on a copy. `cannot-send`: the program refuses this request, so there is no copy. `lines-left-out`: header
 * lines that the program does not allow to be set.
 */
export type CopyNote =
  | {
      readonly code:
        | 'body-unknown'
        | 'method-unknown'
        | 'session-cookie'
        | 'lines-joined'
        | 'not-in-a-page'
        | 'adds-lines';
    }
  | { readonly code: 'adds-content-length' | 'target-may-change' | 'body-escaped' }
  | { readonly code: 'sent-as-http-1-1'; readonly was: string }
  | { readonly code: 'percent-in-batch-files' | 'needs-powershell-7' }
  | { readonly code: 'target-changed' | 'method-changed'; readonly sent: string }
  | { readonly code: 'lines-left-out'; readonly names: readonly string[] }
  | { readonly code: 'cannot-send'; readonly what: 'method' | 'target' | 'body-with-method'; readonly text: string }
  | { readonly code: 'cannot-send'; readonly what: 'length' | 'address-unknown'; readonly text: '' };

/** Only such a target is a path of the site. Others (`*`, `http://host/path`, `host:port`) name no address of it. */
export function isPath(target: string): boolean {
  return target.startsWith('/');
}

/** The target as a program that takes addresses sends it: unchanged, changed, or not at all. */
export function targetNotes(target: string, sent: string | null): CopyNote[] {
  if (sent === null) return [{ code: 'cannot-send', what: 'target', text: printable(target) }];
  return sent === target ? [] : [{ code: 'target-changed', sent: printable(sent) }];
}

/**
 * The note for a program that writes HTTP/1.1 for requests of every version; empty if that is the version, or if the
 * version is unknown.
 */
export function versionNotes(httpVersion: string | null): CopyNote[] {
  return httpVersion === null || httpVersion === '1.1' ? [] : [{ code: 'sent-as-http-1-1', was: httpVersion }];
}

/** The note on omitted header lines; empty if there are none. */
export function leftOutNotes(names: readonly string[]): CopyNote[] {
  const distinct = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  return distinct.length === 0 ? [] : [{ code: 'lines-left-out', names: distinct }];
}

/** A byte string in printable ASCII, for use in a remark. */
export function printable(bytes: string): string {
  return bytes.replace(/[^ -~]/g, (unit) => `\\x${unit.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
