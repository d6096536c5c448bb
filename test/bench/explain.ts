/**
 * A long log in a file, explained in one pass: `export --from FILE` says of each request which cookies were expected.
 * The time, and the memory of the process, for a tenth of the entries and for all of them: what grows with a log would
 * be seen in the difference. `npm run bench -- explain [-- ENTRIES]`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cookiePairsOf } from '../../server/cookie/parse-cookie-header.ts';
import { EXPORT_FORMAT } from '../../server/export/export-head.ts';
import { aRecord } from '../support/log-entries.ts';

const entries = Number(process.argv[2] ?? 1_000_000);
const project = join(import.meta.dirname, '../..');
const SAMPLE_MS = 250;

/** One of five apps, visited by one of fifty browsers, with a session that is set again now and then. */
function lineOf(id: number): string {
  const site = id % 5;
  const browser = (id * 7919) % 50;
  const cookie = `sid=s${site}-${browser}; theme=dark; cart=${id % 50}`;
  const isSet = id % 5 === 0;
  return JSON.stringify(
    aRecord({
      id,
      arrivedAtMs: Date.UTC(2026, 0, 1) + id * 10,
      url: `https://site${site}.test/page/${id % 20}`,
      actor: { id: `outside:browser-${browser}`, name: `Browser ${browser}`, kind: 'outside' },
      requestHeaders: [
        ['Host', `site${site}.test`],
        ['User-Agent', `Browser/${browser}`],
        ['Cookie', cookie],
      ],
      receivedCookies: cookiePairsOf(cookie).map((pair) => ({ ...pair, role: 'foreign', problems: [] })),
      responseHeaders: isSet ? [['Set-Cookie', `sid=s${site}-${browser}; Path=/; Max-Age=600; HttpOnly`]] : [],
      verdict: { kind: 'not-observed' },
    }),
  );
}

async function writeLog(path: string, count: number): Promise<void> {
  const file = createWriteStream(path);
  file.write(`${JSON.stringify({ format: EXPORT_FORMAT, exportedAt: new Date(0).toISOString(), redacted: false })}\n`);
  for (let id = 1; id <= count; id += 1000) {
    let chunk = '';
    for (let at = id; at < Math.min(id + 1000, count + 1); at++) chunk += `${lineOf(at)}\n`;
    if (!file.write(chunk)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

interface Outcome {
  readonly seconds: number;
  /** Of the processor, so that other programs do not count. */
  readonly processorSeconds: number;
  readonly explained: number;
  readonly peakMiB: number;
}

/** Runs the command on a file, discards its output, and measures its memory meanwhile. */
async function explain(path: string): Promise<Outcome> {
  const startedAtMs = performance.now();
  const argv = [join(project, 'server/cli.ts'), 'export', '--from', path, '--format', 'ndjson', '--raw'];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  let peakMiB = 0;
  let processorSeconds = 0;
  const timer = setInterval(() => {
    peakMiB = Math.max(peakMiB, residentMiB(child.pid ?? 0));
    processorSeconds = Math.max(processorSeconds, processorSecondsOf(child.pid ?? 0));
  }, SAMPLE_MS);
  const ended = once(child, 'exit');
  let explained = 0;
  for await (const line of createInterface({ input: child.stdout }))
    if (line.includes('"expectedCookies":[')) explained++;
  const [status] = await ended;
  clearInterval(timer);
  if (status !== 0) throw new Error(`The command ended with status ${status}.`);
  return { seconds: (performance.now() - startedAtMs) / 1000, processorSeconds, explained, peakMiB };
}

/** The value is known on Linux. 0 on other systems, and after the process has ended. */
function residentMiB(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(toldBySystem(pid, 'status'));
  return found === null ? 0 : Number(found[1]) / 1024;
}

/** The time in the process and in the system, in hundredths of a second (proc(5), fields 14 and 15). */
function processorSecondsOf(pid: number): number {
  const fields = toldBySystem(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

function toldBySystem(pid: number, file: 'status' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

const folder = mkdtempSync(join(tmpdir(), 'inspector-bench-'));
try {
  const results = [];
  for (const count of [Math.round(entries / 10), entries]) {
    const path = join(folder, `${count}.ndjson`);
    await writeLog(path, count);
    const fileMiB = statSync(path).size / 1024 / 1024;
    const outcome = await explain(path);
    rmSync(path);
    if (outcome.explained !== count) throw new Error(`${outcome.explained} of ${count} requests were explained.`);
    results.push({ entries: count, fileMiB: Math.round(fileMiB), ...outcome });
    process.stdout.write(
      `${String(count).padStart(9)} entries, ${fileMiB.toFixed(0)} MiB: ${outcome.seconds.toFixed(0)} s, ` +
        `${((outcome.processorSeconds / count) * 1e6).toFixed(0)} µs of the processor each, ` +
        `peak ${outcome.peakMiB.toFixed(0)} MiB resident\n`,
    );
  }
  process.stdout.write(`${JSON.stringify({ benchmark: 'explain', results })}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
