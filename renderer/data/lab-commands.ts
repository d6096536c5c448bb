import type { LabRunInput } from '../../server/contract/lab/run-input.ts';
import type { Attempt } from './attempt.ts';
import type { InspectorClient } from './connection.ts';

/** The commands of the Lab. The steps of a run arrive by the live stream. */
export function createLabCommands(client: InspectorClient, attempt: Attempt) {
  return {
    /** Resolves at the end of the run. */
    runExperiment: (input: LabRunInput) => attempt(() => client.lab.run.mutate(input)),
    cancelExperiment: () => attempt(() => client.lab.cancel.mutate()),
  };
}
