import { expect, test } from 'vitest';
import { secretsInProtocols } from '../../../server/export/redaction/protocol-secrets.ts';
import { shown } from './shown.ts';

test.each([
  ['bearer, canaryWs', 'bearer, ‹token canaryWs›'],
  ['access_token, 3gn11Ft0Me8lkqqW2/5uFQ=', 'access_token, ‹token 3gn11Ft0Me8lkqqW2/5uFQ=›'],
  ['chat,canary00056f9c2b7e', 'chat,‹token canary00056f9c2b7e›'],
  [
    'base64url.bearer.authorization.k8s.io.abcDEF123456ghi, v4.channel.k8s.io',
    'base64url.bearer.authorization.k8s.io.‹token abcDEF123456ghi›, v4.channel.k8s.io',
  ],
  [
    'realtime, openai-insecure-api-key.canary-abc123DEF456, openai-beta.realtime-v1',
    'realtime, openai-insecure-api-key.‹token canary-abc123DEF456›, openai-beta.realtime-v1',
  ],
])('%s', (header, expected) => {
  expect(shown(header, secretsInProtocols(header))).toBe(expected);
});

test.each([
  'graphql-transport-ws',
  'graphql-ws, v1.json',
  'actioncable-v1-json, actioncable-unsupported',
  'mqttv3.1, ocpp1.6',
  'wamp.2.json',
  '',
])('names of protocols stay: %s', (header) => {
  expect(secretsInProtocols(header)).toEqual([]);
});
