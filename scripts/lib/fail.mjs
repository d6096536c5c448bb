import { say } from './project.mjs';

/** Something a script cannot get past; its message says what to do. Shown as one line, without a stack. */
export class ScriptFailure extends Error {
  constructor(message, status = 1) {
    super(message);
    this.status = status;
  }
}

/** Runs a script's steps; the number they return becomes the exit status. */
export async function runScript(steps) {
  try {
    process.exitCode = await steps(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error;
    say(error.message);
    process.exitCode = error.status;
  }
}
