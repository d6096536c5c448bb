import { jsonItems } from '../../../base/json-scan.ts';

/**
 * The placeholder of a time that was taken out: this number for the first time, and the following numbers for the next
 * ones. No real time is as large.
 */
const FIRST = 8_000_000_000_000_000;
const MOST = 1_000;
const PLACEHOLDER = /8000000000000\d{3}/g;

/** The lists of a JSON list with their times taken out, and the times. Null if there are too many. */
export function takeTimes(
  json: string,
  timesIn: (entry: readonly string[]) => readonly number[],
): { untimed: string; times: readonly string[] } | null {
  const times: string[] = [];
  const entries = (jsonItems(json) ?? []).map((entryJson) => {
    const entry = jsonItems(entryJson) ?? [];
    for (const place of timesIn(entry)) {
      const time = entry[place];
      if (time === undefined) continue;
      entry[place] = String(FIRST + times.length);
      times.push(time);
    }
    return `[${entry.join(',')}]`;
  });
  return times.length > MOST ? null : { untimed: `[${entries.join(',')}]`, times };
}

/**
 * The texts between the placeholders of `count` times, for `putTimes`. Null if a text of a session looks like such a
 * placeholder.
 */
export function splitAtTimes(json: string, count: number): string[] | null {
  const placeholders = json.match(PLACEHOLDER) ?? [];
  if (placeholders.length !== count || placeholders.some((text, place) => text !== String(FIRST + place))) return null;
  return json.split(PLACEHOLDER);
}

export function putTimes(around: readonly string[], times: readonly string[]): string {
  let json = around[0] ?? '';
  for (let place = 0; place < times.length; place++) json += (times[place] ?? '') + (around[place + 1] ?? '');
  return json;
}
