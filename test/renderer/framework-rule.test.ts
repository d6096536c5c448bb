import { expect, it } from 'vitest';
import { ruledFramework } from '../../renderer/model/framework-rule.ts';

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
