import type { z } from 'zod';
import { NotFound } from '../base/errors.ts';
import type { SignedCookie } from '../contract/decoded-cookie.ts';
import type { Decoding, decodeInput, signInput } from '../contract/workbench.ts';
import { decodeCookie } from './formats/decode-cookie.ts';
import { deriveSessionKeys } from './formats/parts/password-key.ts';
import { cookieText, readPasted } from './formats/pasted-cookie.ts';
import { signCookie } from './formats/sign-cookie.ts';

/**
 * Decodes, verifies and signs cookies for the window. The window refers to the site's secrets by number and does not
 * receive their text. Values derived from them (a key, a MAC) are shown for teaching; anyone who sees a key could sign
 * with it.
 */
export function createWorkbench(siteSecrets: () => readonly string[], now: () => number) {
  return {
    /** A key that a password makes in a second is derived first, in another thread. */
    async decode(input: z.infer<typeof decodeInput>): Promise<Decoding> {
      const options = {
        secrets: [...input.secrets, ...(input.usesSiteSecrets ? siteSecrets() : [])],
        nowMs: now(),
        checksWeakSecrets: input.checksWeakSecrets,
        format: input.format,
      };
      const { cookies, likeliest } = readPasted(input.text, input.name);
      const others = cookies
        .filter((cookie) => cookie !== likeliest)
        .map((cookie) => {
          const { format, valid } = decodeCookie(cookie, { ...options, format: undefined });
          return { name: cookie.name, rawValue: cookie.rawValue, format, valid };
        });
      const decoded = decodeCookie(likeliest, options);
      const mayBePassword = decoded.format === 'fastify-secure-session' && decoded.signatureMatches !== true;
      if (mayBePassword) await deriveSessionKeys(options.secrets);
      return {
        decoded: mayBePassword ? decodeCookie(likeliest, options) : decoded,
        setCookie: likeliest.setCookie ?? null,
        givenSecrets: input.secrets.length,
        others,
      };
    },

    /** Throws NotFound for a site secret that does not exist. */
    sign({ format, payload, secret, name, like }: z.infer<typeof signInput>): SignedCookie {
      const text = 'text' in secret ? secret.text : siteSecrets()[secret.siteSecret - 1];
      if (text === undefined) throw new NotFound('The site has fewer secrets than that.');
      return signCookie(format, payload, text, {
        name,
        nowMs: now(),
        like: like === null ? null : cookieText(name, like),
      });
    },
  };
}
