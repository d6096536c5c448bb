import { settingsSchema } from '../../server/contract/settings.ts';

/** The settings of somebody who never changed one. */
export const DEFAULTS = settingsSchema.parse({});
