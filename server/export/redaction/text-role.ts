import type { Secrecy } from './sensitive-name.ts';

/**
 * The kind of a text in an entry. `text` is a URL, a message or a name; `value` is a value whose name is known;
 * `domain` is the Domain of a cookie, in lower case.
 */
export type TextRole =
  | { is: 'sid' | 'cookie-value' | 'cookie-header' | 'set-cookie' | 'domain' | 'text' }
  | { is: 'value'; secrecy: Secrecy }
  | { is: 'header'; name: string };

/** Returns the text to write instead of `text`. */
export type MapText = (text: string, role: TextRole) => string;

/** The roles of texts that need no name. */
export const text = { is: 'text' } as const;
export const domain = { is: 'domain' } as const;
export const sid = { is: 'sid' } as const;
export const cookieValue = { is: 'cookie-value' } as const;

/** The role of a value whose name is known, by the secrecy of that name. */
export const valueRoles = {
  none: text,
  possible: { is: 'value', secrecy: 'possible' },
  likely: { is: 'value', secrecy: 'likely' },
  certain: { is: 'value', secrecy: 'certain' },
} as const satisfies Record<Secrecy, TextRole>;

/** The role of the value of a header. */
export function headerRole(name: string): TextRole {
  switch (name.toLowerCase()) {
    case 'cookie':
      return { is: 'cookie-header' };
    case 'set-cookie':
      return { is: 'set-cookie' };
    default:
      return { is: 'header', name };
  }
}
