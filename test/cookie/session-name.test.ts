import { expect, test } from 'vitest';
import { nameSays } from '../../server/cookie/session-name.ts';

test.each([
  'connect.sid',
  'express.sid',
  'sails.sid',
  'sid',
  'PHPSESSID',
  'JSESSIONID',
  'JSESSIONIDSSO',
  'ASP.NET_SessionId',
  'ASPSESSIONIDQADRCSBD',
  '.AspNetCore.Session',
  '.AspNetCore.Cookies',
  'sessionid',
  'session',
  '__session',
  'laravel_session',
  'my-shop-session',
  '_myapp_session',
  '_session_id',
  'rack.session',
  'koa.sess',
  'koa:sess',
  'ci_session',
  'PLAY_SESSION',
  'SESSION',
  'inspector.sid',
  '__Host-session',
  '__Secure-next-auth.session-token',
  'next-auth.session-token.1',
  'authjs.session-token',
  'better-auth.session_token',
  'appSession',
  'MoodleSession',
  'SSESS0123456789abcdef0123456789abcdef',
  'wordpress_logged_in_0123456789abcdef0123456789abcdef',
  'sb-abcdefgh-auth-token.0',
  '_game_session',
  '_spree_session',
])('%s is the name of a session', (name) => {
  expect(nameSays(name)).toBe('session');
});

test.each([
  'XSRF-TOKEN',
  'csrftoken',
  '_csrf',
  '__Host-csrf',
  '__Host-psifi.x-csrf-token',
  '_xsrf',
  '__Host-next-auth.csrf-token',
  '.AspNetCore.Antiforgery.cdV5uW_Ejgc',
  '__RequestVerificationToken',
  'messages',
  'flash',
  'PLAY_FLASH',
  'remember_web_59ba36addc2b2f9401580f014c7f58ea4e30989d',
  'remember_user_token',
  'remember-me',
  'REMEMBERME',
  'rememberMe',
  'CF_Authorization',
  'next-auth.callback-url',
  '_ga',
  '_ga_ABC123',
  '_gid',
  '_hjSession_123',
  '_hjSessionUser_123',
  'intercom-session-abcdef',
  'incap_ses_1_2',
  'rl_session',
  'mp_0123_mixpanel',
  'AMP_0123456789',
  '__cf_bm',
  'AWSALB',
  'OptanonConsent',
])('%s is the name of something else', (name) => {
  expect(nameSays(name)).toBe('other');
});

test.each(['', 'theme', 'token', 'id_token', 'user', 'cart', 'consent', '__proto__', 'reside', 'possessed'])(
  '%s is a neutral name',
  (name) => {
    expect(nameSays(name)).toBe('nothing');
  },
);
