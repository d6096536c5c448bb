import { say } from './project.mjs';

/** A failure of a script; its message contains the next step. Shown as one line, without a stack. */
export class ScriptFailure extends Error {
  constructor(message, status = 1) {
    super(message);
    this.status = status;
  }
}

/** Runs a script's steps. The number they return becomes the exit status. `--help` prints `usage`, if there is one. */
export async function runScript(steps, usage = null) {
  const args = process.argv.slice(2);
  if (usage !== null && asksForHelp(args)) {
    console.log(usage);
    return;
  }
  try {
    process.exitCode = await steps(args);
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error;
    say(error.message);
    process.exitCode = error.status;
  }
}

/** Whether the arguments request help. Arguments after `--` are values. */
export function asksForHelp(args) {
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  return options.includes('--help') || options.includes('-h');
}
