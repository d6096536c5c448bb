import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { dataDirAt, defaultDataDir } from '../base/data-dir.ts';
import { type ExportFormat, exportFormatSchema } from '../contract/export-options.ts';
import { exportLog } from '../export/export-log.ts';
import { BadOption, badOption } from '../start-options.ts';
import { openDatabaseForReading } from '../store/database.ts';
import { LogReader } from '../store/log-reader.ts';
import { createSessionList } from '../store/session-list.ts';

/** Exports a stored log, whether or not the app is running on it. The result goes to --out, else to stdout. */
export async function runExport(argv: readonly string[]): Promise<void> {
  const { dataDir, format, raw, out } = parse(argv);
  const database = openDatabaseForReading(dataDirAt(dataDir).database);
  try {
    const reader = new LogReader(database);
    const sessions = createSessionList(database);
    const { body } = exportLog({
      entries: reader.all(),
      options: { format, raw },
      siteUrl: 'http://localhost:5000',
      nowMs: Date.now(),
      isKnownSid: (sid) => sessions.has(sid) || reader.hasSid(sid),
      signingSecrets: [],
    });
    if (out === undefined) await pipeline(body, process.stdout, { end: false });
    else await pipeline(body, createWriteStream(out, { mode: 0o600 }));
  } finally {
    database.close();
  }
}

function parse(argv: readonly string[]): {
  dataDir: string;
  format: ExportFormat;
  raw: boolean;
  out: string | undefined;
} {
  const values = parseValues(argv);
  const format = exportFormatSchema.safeParse(values.format);
  if (!format.success)
    throw new BadOption(`--format takes ndjson, csv or har${values.format ? `, not “${values.format}”` : ''}.`);
  return { dataDir: values['data-dir'] ?? defaultDataDir(), format: format.data, raw: values.raw, out: values.out };
}

function parseValues(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        'data-dir': { type: 'string' },
        format: { type: 'string' },
        raw: { type: 'boolean', default: false },
        out: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw badOption(error);
  }
}
