import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { runCommand, serve, startCommand } from '../support/command.ts';
import { send } from '../support/http.ts';
import { runFlaskTutorial } from '../support/real-flask-app.ts';
import { tempDir } from '../support/temp-dir.ts';
import { needs, where } from '../support/where.ts';

async function flask() {
  const app = await runFlaskTutorial('a secret');
  onTestFinished(app.stop);
  return app.origin;
}

where(needs.flask)(
  'serve --watch says where to open the app, export --app gives its log, and backup copies it',
  async () => {
    const app = await flask();
    const dataDir = join(tempDir(), 'data');
    const { ready, process, ended } = await serve(dataDir, '--watch', app, '--watch-port', '0');
    const name = app.replace('http://', '');
    expect(ready.watching).toEqual([{ app, open: expect.stringMatching(/^http:\/\/localhost:\d+$/), name }]);
    expect((await send(ready.watching[0]?.open ?? '', '/setsession')).body).toBe('The session has been Set');
    process.kill('SIGTERM');
    expect((await ended).status).toBe(0);

    for (const which of [name, app, app.replace('127.0.0.1', 'localhost')]) {
      const { status, stdout } = await runCommand(
        'export',
        '--data-dir',
        dataDir,
        '--app',
        which,
        '--format',
        'ndjson',
      );
      const records = stdout
        .split('\n')
        .flatMap((line) => (line.includes('"kind":"request"') ? [JSON.parse(line)] : []));
      expect(status).toBe(0);
      expect(records).toMatchObject([{ url: '/setsession', engine: null, cookieName: 'session', sessionAfter: {} }]);
    }
    expect(await runCommand('export', '--data-dir', dataDir, '--app', 'nothing', '--format', 'ndjson')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `No watched app is called “nothing” or has this address. There are: ${name}.\n`,
    });

    const out = join(tempDir(), 'copy.db');
    expect((await runCommand('backup', '--data-dir', dataDir, '--out', out)).status).toBe(0);
    expect(readdirSync(join(out, '..')).toSorted()).toEqual([
      'copy.db',
      expect.stringMatching(/^copy\.watched-\w+\.db$/),
    ]);
  },
  90_000,
);

where(needs.flask)(
  'in words the start has one line for each app, and an address that cannot be watched ends it with one line',
  async () => {
    const app = await flask();
    const options = ['serve', '--port', '0', '--no-open', '--watch-port', '0', '--data-dir', join(tempDir(), 'data')];
    const running = startCommand(...options, '--watch', app);
    const [, , watching] = await running.lines(3);
    expect(watching).toMatch(new RegExp(`^Watching {8}${app}  at  http://localhost:\\d+$`));
    running.process.kill('SIGTERM');
    await running.ended;
    const refused = await runCommand(
      'serve',
      '--port',
      '0',
      '--no-open',
      '--data-dir',
      tempDir(),
      '--watch',
      '192.0.2.1:80',
    );
    expect(refused.status).toBe(1);
    expect(refused.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(refused.stderr).toContain('192.0.2.1 is not on this machine alone');
  },
  90_000,
);
