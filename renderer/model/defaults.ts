import { settingsSchema } from '../../server/contract/settings.ts';

/** The settings without any change by the user. */
export const DEFAULTS = settingsSchema.parse({});
