/** A thread that checks every page of the given database, sends the first damage or null, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { tellCrash } from '../../../base/thread-error.ts';
import { firstDamage, openDatabaseForReading } from '../database.ts';
import type { DatabasePlace } from '../file-identity.ts';

tellCrash();
const database = openDatabaseForReading(workerData as DatabasePlace);
try {
  parentPort?.postMessage(firstDamage(database));
} finally {
  database.close();
}
