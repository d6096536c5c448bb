import { parseArgs } from 'node:util';
import { type DataDir, dataDirAt, defaultDataDir } from '../base/data-dir.ts';
import {
  type ExportFormat,
  type ExportScope,
  exportFormatSchema,
  exportScopeSchema,
} from '../contract/export-options.ts';
import { BadOption, badOption, pathOption } from '../start-options.ts';
import { withHyphenValues } from './hyphen-values.ts';

/** The content of an export, and its destination. */
export interface ExportRequest {
  /** A file, or the log of a folder. */
  readonly source: { readonly from: string } | { readonly dataDir: DataDir; readonly app: string | undefined };
  readonly format: ExportFormat;
  readonly raw: boolean;
  readonly scope: ExportScope;
  /** Undefined for stdout. */
  readonly out: string | undefined;
}

/** Reads the options of `export`. Throws BadOption. */
export function parseExportOptions(argv: readonly string[]): ExportRequest {
  const values = parseValues(argv);
  const format = exportFormatSchema.safeParse(values.format);
  if (!format.success)
    throw new BadOption(`--format takes ndjson, csv or har${values.format ? `, not “${values.format}”` : ''}.`);
  return {
    source: sourceOf(values),
    format: format.data,
    raw: values.raw,
    scope: scopeOf(values),
    out: pathOption('--out', values.out),
  };
}

type Values = ReturnType<typeof parseValues>;

function sourceOf({ from, app, 'data-dir': dataDir }: Values): ExportRequest['source'] {
  if (from !== undefined && dataDir !== undefined) {
    throw new BadOption('--from and --data-dir do not go together: one names a file, the other a stored log.');
  }
  if (from !== undefined && app !== undefined) {
    throw new BadOption('--from and --app do not go together: one names a file, the other a watched app.');
  }
  if (app === '') throw new BadOption('--app needs the name or the address of a watched app.');
  const file = pathOption('--from', from);
  if (file !== undefined) return { from: file };
  return { dataDir: dataDirAt(pathOption('--data-dir', dataDir) ?? defaultDataDir()), app };
}

function scopeOf({ filter, session }: Values): ExportScope {
  if (filter !== undefined && session !== undefined) {
    throw new BadOption('--filter and --session do not go together: put sid:SID into the filter.');
  }
  const scope = exportScopeSchema.safeParse(
    session !== undefined ? { of: 'session', sid: session } : { of: 'filter', filter: filter ?? '' },
  );
  if (!scope.success) throw new BadOption('--filter and --session take a text that is neither empty nor too long.');
  return filter === undefined && session === undefined ? { of: 'all' } : scope.data;
}

const optionTypes = {
  from: { type: 'string' },
  app: { type: 'string' },
  'data-dir': { type: 'string' },
  format: { type: 'string' },
  raw: { type: 'boolean', default: false },
  filter: { type: 'string' },
  session: { type: 'string' },
  out: { type: 'string' },
} as const;

function parseValues(argv: readonly string[]) {
  try {
    return parseArgs({
      args: withHyphenValues(argv, optionTypes),
      strict: true,
      allowPositionals: false,
      options: optionTypes,
    }).values;
  } catch (error) {
    throw badOption(error, optionTypes);
  }
}
