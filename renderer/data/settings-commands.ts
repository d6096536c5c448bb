/** What the window asks about settings, secrets and the data folder. */
import type { SettingsChange } from '../../server/contract/settings.ts';
import type { SecretsState } from '../../server/contract/workbench.ts';
import { type InspectorClient, OUTLIVES_PAGE } from './connection.ts';

export interface SettingsCommands {
  /** Applies to the next request; the settings themselves come back by the live stream, to every window. */
  changeSettings(change: SettingsChange): Promise<void>;
  /** Keeps a part of the layout, also when the page goes away at this moment. False: it could not be kept. */
  keepLayout(layout: Readonly<Record<string, string>>): Promise<boolean>;
  secretsState(): Promise<SecretsState | null>;
}

/** `attempt` runs one command and reports what went wrong with it. */
export function createSettingsCommands(
  client: InspectorClient,
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>,
): SettingsCommands {
  return {
    async changeSettings(change) {
      await attempt(() => client.settings.change.mutate(change));
    },
    keepLayout: async (layout) =>
      (await attempt(() => client.settings.change.mutate({ layout }, { context: OUTLIVES_PAGE }))) !== null,
    secretsState: () => attempt(() => client.secrets.state.query()),
  };
}
