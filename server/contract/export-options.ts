import { z } from 'zod';

export const exportFormatSchema = z.enum(['ndjson', 'csv', 'har']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const exportOptionsSchema = z.object({
  format: exportFormatSchema,
  /** True: secrets as they are. The file then opens other people's sessions; its name says so. */
  raw: z.boolean().default(false),
});
export type ExportOptions = z.infer<typeof exportOptionsSchema>;

/** An export that was prepared. */
export const exportInput = z.object({ id: z.string().max(64) });
