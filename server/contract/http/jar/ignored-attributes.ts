import type { ParsedSetCookie } from '../parse-set-cookie.ts';
import type { BrowserRules } from './browser-rules.ts';
import type { Candidate } from './judge-storage.ts';
import type { IgnoredAttribute, IgnoredWhy } from './outcomes.ts';

/** The attributes of a line that have no effect, or only a part of their effect, with the reason. */
export function ignoredAttributes(
  parsed: ParsedSetCookie,
  candidate: Candidate,
  rules: BrowserRules,
): IgnoredAttribute[] {
  return parsed.attributes.flatMap((attribute, index) => {
    // An empty part between two semicolons is not an attribute.
    if (attribute.name === '' && attribute.value === null) return [];
    const why = reason(attribute, parsed, candidate, rules);
    return why === null ? [] : [{ index, why }];
  });
}

function reason(
  { name, value, fate }: ParsedSetCookie['attributes'][number],
  parsed: ParsedSetCookie,
  candidate: Candidate,
  rules: BrowserRules,
): IgnoredWhy | null {
  const key = name.toLowerCase();
  if (fate === 'unknown') return key === 'priority' && rules.priority ? null : 'unknown';
  if (fate !== 'counts') return fate;
  if (key === 'partitioned' && !rules.partitioned) return 'unknown';
  if (key === 'expires' && parsed.maxAgeSeconds !== null) return 'max-age-counts';
  if (key === 'domain' && candidate.isDomainHost) return 'is-host';
  if (key === 'path' && !(value ?? '').startsWith('/')) return 'default-path';
  return candidate.isCapped && (key === 'max-age' || key === 'expires') ? 'capped' : null;
}
