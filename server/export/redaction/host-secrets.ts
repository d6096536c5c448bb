import type { SecretRange } from './secret-range.ts';
import { isLongToken, isMixedToken } from './token-shape.ts';

/**
 * A host name: after `//`, or with three labels and more in any other place, where two may be the name of a file. A
 * label may be longer than the 63 characters of DNS: files contain such names.
 */
const HOST =
  /(?:(?<=\/\/)[a-z0-9_-]{1,253}|(?<![\w%.\\/-])[a-z0-9_-]{1,253}\.[a-z0-9_-]{1,253})(?:\.[a-z0-9_-]{1,253}){0,8}\.([a-z]{2,24})(?![\w-])/gi;
const FILE_ENDING = /^(?:css|m?js|json|map|png|jpe?g|gif|svg|webp|ico|woff2?|html?|txt|pdf|zip|gz|md|tsx?)$/i;
/** As a label of a host name it is as good as a password: `550e8400-e29b-41d4-a716-446655440000.example`. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SHORTEST_LABEL = 20;
/**
 * Services that lead from a random name to a machine behind a firewall, or to what was sent to that name. There, short
 * labels are secrets too, if letters and digits are mixed.
 */
const TUNNEL =
  /(?<![a-z0-9-])([a-z0-9-]{8,63})(?=\.(?:[a-z0-9-]{1,20}\.){0,2}(?:ngrok(?:-free)?\.(?:app|dev|io|pizza)|loca\.lt|localhost\.run|lhr\.(?:life|rocks)|serveo\.net|tunnelmole\.net|pagekite\.me|devtunnels\.ms|trycloudflare\.com|webhook\.site|requestbin\.(?:com|net)|m\.pipedream\.net|(?:oast\.(?:fun|live|me|online|pro|site)|interact\.sh|burpcollaborator\.net|oastify\.com|dnslog\.cn))(?![a-z0-9-]))/gi;
const TUNNEL_SIGN =
  /ngrok|loca\.lt|localhost\.run|lhr\.|serveo|tunnelmole|pagekite|devtunnels|trycloudflare|webhook\.site|requestbin|pipedream|oast|interact\.sh|burpcollab|dnslog/i;

/**
 * The labels of host names that are long random tokens, such as the first one of `0f3b….ngrok.app`: who knows the name
 * of such a host can use it. Names that people chose, numbered machines and addresses stay.
 */
export function secretsInHosts(text: string, longestWord: number): SecretRange[] {
  const ranges: SecretRange[] = [];
  if (longestWord >= SHORTEST_LABEL) {
    for (const { 0: host, 1: ending = '', index } of text.matchAll(HOST)) {
      if (!FILE_ENDING.test(ending)) addLabels(host, index, ranges);
    }
  }
  if (!TUNNEL_SIGN.test(text)) return ranges;
  for (const { 1: label = '', index } of text.matchAll(TUNNEL)) {
    if (label.split('-').some((part) => part.length >= 8 && isMixedToken(part))) ranges.push(rangeOf(label, index));
  }
  return ranges;
}

/** The labels of one name that are long random tokens, whatever the name ends with. */
export function secretsInLabels(name: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  addLabels(name, 0, ranges);
  return ranges;
}

function addLabels(host: string, from: number, ranges: SecretRange[]): void {
  let at = from;
  for (const label of host.split('.')) {
    if (UUID.test(label)) ranges.push(rangeOf(label, at));
    else addParts(label, at, ranges);
    at += label.length + 1;
  }
}

/** The token may stand behind a word: `preview-3f2a….example`. */
function addParts(label: string, from: number, ranges: SecretRange[]): void {
  let at = from;
  for (const part of label.split('-')) {
    if (isLongToken(part, SHORTEST_LABEL)) ranges.push(rangeOf(part, at));
    at += part.length + 1;
  }
}

function rangeOf(label: string, start: number): SecretRange {
  return { start, end: start + label.length, kind: 'host', secret: label };
}
