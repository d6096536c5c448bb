import { createActorCommands } from './actor-commands.ts';
import { createAttempt } from './attempt.ts';
import type { InspectorClient } from './connection.ts';
import { createCookieCommands } from './cookie-commands.ts';
import { createExportCommands } from './export-commands.ts';
import { createLabCommands } from './lab-commands.ts';
import { createLogCommands } from './log-commands.ts';
import { NO_PRESS } from './press.ts';
import type { RecordStore } from './record-store.ts';
import { createRequestCommands } from './request-commands.ts';
import { createSessionCommands } from './session-commands.ts';
import { createSettingsCommands } from './settings-commands.ts';
import { createTimelineCommands } from './timeline-commands.ts';
import { createWatchCommands } from './watch-commands.ts';

/**
 * Every command that the window can send to the inspector. A command never rejects: if the inspector could not run it,
 * the window shows a problem and the result is null. The effects of a command arrive with the live stream; none is
 * assumed before.
 */
export function createCommands(client: InspectorClient, store: RecordStore, press = NO_PRESS) {
  const attempt = createAttempt(store, press);
  return {
    ...createActorCommands(client, attempt),
    ...createCookieCommands(client, attempt),
    ...createExportCommands(client, attempt),
    ...createLabCommands(client, attempt),
    ...createLogCommands(client, store, attempt),
    ...createRequestCommands(client, attempt),
    ...createSessionCommands(client, attempt),
    ...createSettingsCommands(client, attempt),
    ...createTimelineCommands(client, attempt),
    ...createWatchCommands(client, attempt),
  };
}

export type Commands = ReturnType<typeof createCommands>;
