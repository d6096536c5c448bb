import { expect, it } from 'vitest';
import { frameworkOfStore, ruledFramework } from '../../renderer/model/framework-rule.ts';

it.each([
  ['Flask', 'flask'],
  ['Django', 'django'],
  ['Express', 'express'],
  ['Express with express-session', 'express'],
  ['Ruby on Rails', 'rails'],
  ['Laravel', 'laravel'],
  ['PHP', 'php'],
  ['ASP.NET Core', 'aspnet'],
  ['Java', 'servlet'],
  ['Spring Boot', 'servlet'],
  ['Tornado', null],
  ['ASP.NET', null],
])('%s has the rule of %s', (name, rule) => {
  expect(ruledFramework(name)).toBe(rule);
});

const guessOf = (framework: string) => ({ framework, by: 'header', sign: 'Server: Werkzeug/2.2.2' }) as const;
const storeOf = (framework: string, confidence: 'seen' | 'guessed' = 'seen') =>
  ({
    state: 'reading',
    shown: '/tmp/db.sqlite3',
    transport: 'sqlite',
    mapping: 'django-db-sqlite',
    framework,
    confidence,
    because: { code: 'kind-given' },
  }) as const;

it.each([
  ['another one than the answers suggest', 'Flask', storeOf('Django'), 'Django'],
  ['the same one', 'Django', storeOf('Django'), null],
  ['the same one, written differently', 'Express with express-session', storeOf('Express'), null],
  ['one where the answers suggest none', null, storeOf('Django'), 'Django'],
  ['a guess', 'Flask', storeOf('Django', 'guessed'), null],
  ['none that is known', 'Flask', storeOf('unknown'), null],
  ['nothing, because there is no store', 'Flask', null, null],
])('the rows of the store show %s', (_, guess, store, expected) => {
  expect(frameworkOfStore({ store, framework: guess === null ? null : guessOf(guess) })).toBe(expected);
});
