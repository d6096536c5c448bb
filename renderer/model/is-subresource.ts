import type { RequestRecord } from '../../server/contract/log-entry.ts';

/** The destinations of requests for parts of a page. Source: Fetch Metadata, Sec-Fetch-Dest. */
const PARTS =
  /^(?:audio|font|image|manifest|script|style|track|video|xslt|audioworklet|paintworklet|serviceworker|sharedworker|worker)$/;
const FILES = /\.(?:css|js|mjs|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|mp[34]|webm|webmanifest|wasm)$/i;

/**
 * Whether a request fetched a part of a page: a style sheet, an image, a font. It is decided by the Sec-Fetch-Dest
 * header, else by the path.
 */
export function isSubresource({ requestHeaders, url }: Pick<RequestRecord, 'requestHeaders' | 'url'>): boolean {
  const destination = requestHeaders.find(([name]) => name.toLowerCase() === 'sec-fetch-dest')?.[1];
  if (destination !== undefined) return PARTS.test(destination);
  const [path = ''] = url.split(/[?#]/, 1);
  return FILES.test(path);
}
