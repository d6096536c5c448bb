/**
 * What the app says to the terminal it was started from, if there is one. It may be closed at any time; the app goes
 * on.
 */

/** Call first: an error nobody listens for would stop the app. */
export function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** An error that nobody caught is a bug of ours, but no reason to take the site away, or to stop for a dialog. */
export function surviveSurprises(): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => log(`Unexpected: ${error instanceof Error ? error.stack : String(error)}`));
  }
}

export function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
