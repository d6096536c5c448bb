/** Large values of a session, as JSON, by their shape. */
export const largeRests = {
  small: () => '[1]',
  /** 828 kB. */
  'many keys': () => keys(49_980, () => '"valuE"'),
  /** More values than are read. */
  'too many keys': () => keys(100_000, () => '1'),
  /** One text of 900 kB. */
  'long text': () => JSON.stringify('x'.repeat(900_000)),
  /** 5 MB. */
  'five megabytes': () => JSON.stringify(Array.from({ length: 50 }, (_, n) => String(n % 10).repeat(100_000))),
  deep: () => '['.repeat(95) + keys(2_000, () => '[[[]]]') + ']'.repeat(95),
  'too deep': () => '['.repeat(100_000) + ']'.repeat(100_000),
};

function keys(count, json) {
  return `{${Array.from({ length: count }, (_, n) => `"k${n}":${json(n)}`).join(',')}}`;
}
