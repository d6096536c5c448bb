import { z } from 'zod';

export const exportFormatSchema = z.enum(['ndjson', 'csv', 'har']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** Which entries: the whole log, what a filter finds in all of it (see filter/filter.ts), or those of one session. */
export const exportScopeSchema = z.discriminatedUnion('of', [
  z.object({ of: z.literal('all') }),
  z.object({ of: z.literal('filter'), filter: z.string().max(100_000) }),
  z.object({ of: z.literal('session'), sid: z.string().min(1).max(4096) }),
]);
export type ExportScope = z.infer<typeof exportScopeSchema>;

export const exportOptionsSchema = z.object({
  format: exportFormatSchema,
  /** True: secrets as they are. The file then opens other people's sessions; its name says so. */
  raw: z.boolean().default(false),
  scope: exportScopeSchema.default({ of: 'all' }),
});
export type ExportOptions = z.infer<typeof exportOptionsSchema>;

/** With the draft that a preview told: the file then begins as that preview did. A draft is good for one file. */
export const exportDraftInput = exportOptionsSchema.extend({ draft: z.string().max(64).optional() });
export type ExportDraft = z.infer<typeof exportDraftInput>;

/** An export that was prepared. */
export const exportInput = z.object({ id: z.string().max(64) });

/** What a report is to be made of. */
export const reportInput = exportOptionsSchema.pick({ raw: true, scope: true });
export type ReportQuery = z.infer<typeof reportInput>;
