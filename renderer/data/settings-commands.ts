import type { SettingsChange } from '../../server/contract/settings.ts';
import type { Attempt } from './attempt.ts';
import { type InspectorClient, OUTLIVES_PAGE } from './connection.ts';

/** The commands on settings, signing secrets and the data folder. */
export function createSettingsCommands(client: InspectorClient, attempt: Attempt) {
  return {
    /** Applies to the next request. The changed settings arrive by the live stream, in every window. */
    changeSettings: (change: SettingsChange) => attempt(() => client.settings.change.mutate(change)),
    setRecording: (recording: boolean) => attempt(() => client.settings.change.mutate({ recording })),
    /**
     * Stores a part of the layout, or removes the names whose value is null. It works even while the page is being
     * closed. False if the inspector could not store it.
     */
    keepLayout: async (layout: Readonly<Record<string, string | null>>): Promise<boolean> =>
      (await attempt(() => client.settings.change.mutate({ layout }, { context: OUTLIVES_PAGE }))) !== null,
    secretsState: () => attempt(() => client.secrets.state.query()),
    /** The text of a secret, by its position from 1. Called only if the user wants to see it. */
    revealSecret: async (number: number): Promise<string | null> =>
      (await attempt(() => client.secrets.reveal.mutate({ number })))?.text ?? null,
    /** Each of the next four gives the state of the secrets after the change. */
    rotateSecrets: () => attempt(() => client.secrets.rotate.mutate()),
    /** Signs with this secret from now on. */
    addSecret: (text: string) => attempt(() => client.secrets.add.mutate({ text })),
    moveSecret: (from: number, to: number) => attempt(() => client.secrets.move.mutate({ from, to })),
    removeSecret: (number: number) => attempt(() => client.secrets.remove.mutate({ number })),
    connectSiteStore: () => attempt(() => client.data.connectStore.mutate()),
    dataUsage: () => attempt(() => client.data.usage.query()),
  };
}
