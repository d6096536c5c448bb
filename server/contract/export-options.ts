import { z } from 'zod';

export const exportFormatSchema = z.enum(['ndjson', 'csv', 'har']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/**
 * The entries to export: the whole log, the matches of a filter in the whole log (see filter/filter.ts), or the entries
 * of one session.
 */
export const exportScopeSchema = z.discriminatedUnion('of', [
  z.object({ of: z.literal('all') }),
  z.object({ of: z.literal('filter'), filter: z.string().max(100_000) }),
  z.object({ of: z.literal('session'), sid: z.string().min(1).max(4096) }),
]);
export type ExportScope = z.infer<typeof exportScopeSchema>;

export const exportOptionsSchema = z.object({
  format: exportFormatSchema,
  /**
   * If true, secrets are not replaced. Anyone with the file can then take over the sessions in it, so the file name
   * says that it contains secrets.
   */
  raw: z.boolean().default(false),
  scope: exportScopeSchema.default({ of: 'all' }),
});
export type ExportOptions = z.infer<typeof exportOptionsSchema>;

/**
 * `draft` is the id that a preview returned. The file then starts exactly like that preview. A draft can be used for
 * one file.
 */
export const exportDraftInput = exportOptionsSchema.extend({ draft: z.string().max(64).optional() });
export type ExportDraft = z.infer<typeof exportDraftInput>;

/** An export that was prepared. */
export const exportInput = z.object({ id: z.string().max(64) });

/** The options of a report. */
export const reportInput = exportOptionsSchema.pick({ raw: true, scope: true });
export type ReportQuery = z.infer<typeof reportInput>;
