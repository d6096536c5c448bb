import { describe, expect } from 'vitest';
import { postgresClient, postgresServer } from '../support/postgres-server.ts';
import { needs, where } from '../support/where.ts';

describe('the PostgreSQL of the tests', () => {
  where(needs.postgres)(
    'keeps committed rows over a crash, answers nothing while it is paused, and may ask for a password',
    async () => {
      const server = await postgresServer({ password: 'right' });
      await expect(postgresClient(server.url, 'wrong')).rejects.toThrow('password authentication failed');
      const first = await postgresClient(server.url, 'right');
      await first.query('CREATE TABLE kept AS SELECT 1 AS one');
      server.pause();
      let isAnswered = false;
      const answer = first.query('SELECT one FROM kept').then(() => {
        isAnswered = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(isAnswered).toBe(false);
      server.resume();
      await answer;
      await server.kill();
      await expect(postgresClient(server.url, 'right')).rejects.toThrow('ECONNREFUSED');
      await server.start();
      const second = await postgresClient(server.url, 'right');
      expect((await second.query('SELECT one FROM kept')).rows).toEqual([{ one: 1 }]);
    },
  );
});
