/** What the window asks about settings, secrets and the data folder. */
import type { DataUsage } from '../../server/contract/results.ts';
import type { SettingsChange } from '../../server/contract/settings.ts';
import type { SecretsState } from '../../server/contract/workbench.ts';
import { type InspectorClient, OUTLIVES_PAGE } from './connection.ts';

export interface SettingsCommands {
  /** Applies to the next request; the settings themselves come back by the live stream, to every window. */
  changeSettings(change: SettingsChange): Promise<void>;
  /**
   * Keeps a part of the layout, or forgets it where it is null, also when the page goes away at this moment. False:
   * it could not be kept.
   */
  keepLayout(layout: Readonly<Record<string, string | null>>): Promise<boolean>;
  secretsState(): Promise<SecretsState | null>;
  /** The text of a secret, by its place from 1: it is shown, so the reader has asked for it. */
  revealSecret(number: number): Promise<string | null>;
  /** Each of these gives the state after it. */
  rotateSecrets(): Promise<SecretsState | null>;
  moveSecret(from: number, to: number): Promise<SecretsState | null>;
  removeSecret(number: number): Promise<SecretsState | null>;
  dataUsage(): Promise<DataUsage | null>;
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
    revealSecret: async (number) => (await attempt(() => client.secrets.reveal.mutate({ number })))?.text ?? null,
    rotateSecrets: () => attempt(() => client.secrets.rotate.mutate()),
    moveSecret: (from, to) => attempt(() => client.secrets.move.mutate({ from, to })),
    removeSecret: (number) => attempt(() => client.secrets.remove.mutate({ number })),
    dataUsage: () => attempt(() => client.data.usage.query()),
  };
}
