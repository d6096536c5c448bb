import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { linkOfOpeningPage } from '../api/opening-page.ts';
import { calledAs } from '../base/called-as.ts';
import { type DataDir, dataDirAt, defaultDataDir } from '../base/data-dir.ts';
import { badOption, pathOption } from '../start-options.ts';
import { openBrowser } from './open-browser.ts';

/** A command that opens a browser and has not failed by then runs as long as the browser does. */
const patienceMs = 2_000;

/**
 * Opens an inspector that already runs in browser mode: in this user's browser, or with --no-open by a new link on
 * stdout. Throws if no inspector runs on the data folder.
 */
export async function runOpen(argv: readonly string[]): Promise<void> {
  const { dataDir, opensBrowser } = parse(argv);
  const link = await freshLink(dataDir);
  if (link === null) {
    throw new Error(
      `No Session Inspector runs in browser mode on ${dataDir.path}. Start one with “${calledAs('serve')}”, ` +
        'or name the folder of one that runs with --data-dir.',
    );
  }
  if (!opensBrowser) return void process.stdout.write(`${link}\n`);
  const patience = new AbortController();
  const staying = setTimeout(patienceMs, null, { signal: patience.signal }).catch(() => null);
  const reason = await Promise.race([openBrowser(dataDir.openingPage), staying]);
  patience.abort();
  if (reason !== null) throw new Error(`No browser was opened (${reason}). Get a link with --no-open.`);
}

/**
 * A link that has just been made: using the page's link makes the inspector write another one. That proves that it
 * still runs. After a kill the page is left over, and another program may have the port by now. Null if no other link
 * was written.
 */
async function freshLink({ openingPage }: DataDir): Promise<string | null> {
  const link = linkOfOpeningPage(openingPage);
  if (link === null) return null;
  const { origin, hash } = new URL(link);
  const token = await exchange(origin, hash.slice('#code='.length));
  if (token === null) return null;
  const next = linkOfOpeningPage(openingPage);
  if (next === link) return null;
  await fetch(`${origin}/access`, { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } });
  return next;
}

async function exchange(origin: string, code: string): Promise<string | null> {
  try {
    const answer = await fetch(`${origin}/access`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    const body: unknown = answer.ok ? await answer.json() : null;
    return typeof body === 'object' && body !== null && 'token' in body ? String(body.token) : null;
  } catch {
    // No inspector listens at that port any more.
    return null;
  }
}

function parse(argv: readonly string[]) {
  const values = parseValues(argv);
  const dataDir = dataDirAt(pathOption('--data-dir', values['data-dir']) ?? defaultDataDir());
  return { dataDir, opensBrowser: !values['no-open'] };
}

const optionTypes = { 'data-dir': { type: 'string' }, 'no-open': { type: 'boolean', default: false } } as const;

function parseValues(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: optionTypes,
    }).values;
  } catch (error) {
    throw badOption(error, optionTypes);
  }
}
