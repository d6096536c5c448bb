import { createHash, randomBytes } from 'node:crypto';

/** A token that a request has shown to be valid. */
export interface Grant {
  /** Registers `end` to run when the token is revoked. Returns a function that removes the registration. */
  onRevoked(end: () => void): () => void;
  /** Revokes the token. */
  revoke(): void;
}

/**
 * The access to the inspector in browser mode. A link has a code that can be exchanged for a token once: links stay in
 * the browser's history, its synchronised copies and the terminal's scrollback, so a used link must not give access.
 * Codes and tokens have 256 random bits and end with the process.
 */
export interface Access {
  /** Makes a code. `onUsed` runs when the code has been exchanged, before the answer to that exchange is sent. */
  issueCode(onUsed?: () => void): string;
  /** The token for a code, or null if the code is unknown or has been used. */
  exchange(code: string): string | null;
  /** The grant of an Authorization header. Null if the header has no valid token. */
  grantOf(authorization: string | null): Grant | null;
}

export function createAccess(): Access {
  const codes = new Map<string, () => void>();
  const tokens = new Map<string, Set<() => void>>();
  return {
    issueCode(onUsed = () => {}) {
      const code = randomText();
      codes.set(keyOf(code), onUsed);
      return code;
    },
    exchange(code) {
      const key = keyOf(code);
      const onUsed = codes.get(key);
      if (onUsed === undefined) return null;
      codes.delete(key);
      const token = randomText();
      tokens.set(keyOf(token), new Set());
      onUsed();
      return token;
    },
    grantOf(authorization) {
      const [, token] = /^Bearer ([\w-]+)$/.exec(authorization ?? '') ?? [];
      const key = token === undefined ? '' : keyOf(token);
      const endings = tokens.get(key);
      if (endings === undefined) return null;
      return {
        onRevoked(end) {
          endings.add(end);
          return () => void endings.delete(end);
        },
        revoke() {
          tokens.delete(key);
          for (const end of endings) end();
        },
      };
    },
  };
}

function randomText(): string {
  return randomBytes(32).toString('base64url');
}

/** Codes and tokens are looked up by their digest, so that the duration of a look-up reveals nothing about the text. */
function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
