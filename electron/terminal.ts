/**
 * The output of the app to the terminal that started it, if there is one. The terminal may be closed at any time; the
 * app continues.
 */

/** Call first: an error without a listener would end the app. */
export function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** An uncaught error is a bug of this app. It must not end the site or open a dialog that waits. */
export function surviveSurprises(): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => log(`Unexpected: ${error instanceof Error ? error.stack : String(error)}`));
  }
}

export function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
