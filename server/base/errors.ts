/**
 * Broken promises, as exceptions: each has a code for programs, an HTTP status, and a message with the next step.
 * Expected outcomes (a bad signature, an unknown sid) are values instead.
 */
export class InspectorError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.status = status;
  }
}

export class InvalidRequest extends InspectorError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('invalid-request', 400, message, options);
  }
}

export class NotFound extends InspectorError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('not-found', 404, message, options);
  }
}

/** The workspace is an opened file, which cannot be changed. */
export class ReadOnlyRecording extends InspectorError {
  constructor() {
    super('read-only', 409, 'A recording is read-only. Return to the live log first.');
  }
}

/** The answer is no longer needed, because the client disconnected or the inspector is closing. */
export class NotWanted extends InspectorError {
  constructor(message: string) {
    super('not-wanted', 499, message);
  }
}

/** The file was written by a newer version of the app; it is left untouched. */
export class DatabaseTooNew extends InspectorError {
  constructor(path: string, found: number, known: number) {
    super(
      'database-too-new',
      500,
      `${path} was written by a newer Session Inspector (schema ${found}; this one knows ${known}). ` +
        'Update the app, or start it with another --data-dir. The file was not changed.',
    );
  }
}

/**
 * The file cannot be used as our database; it is left untouched. `cause` is the error of SQLite or the operating
 * system.
 */
export class DatabaseUnusable extends InspectorError {
  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      'database-unusable',
      500,
      `${path} cannot be opened as a Session Inspector database: ${reason}. ` +
        'Move it away, or start with another --data-dir. The file was not changed.',
      { cause },
    );
  }
}

export class DataDirUnusable extends InspectorError {
  constructor(dataDir: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super('data-dir-unusable', 500, `The folder ${dataDir} cannot be used: ${reason}. Start with another --data-dir.`, {
      cause,
    });
  }
}

export class DataDirInUse extends InspectorError {
  constructor(dataDir: string) {
    super(
      'data-dir-in-use',
      500,
      `Another Session Inspector is using ${dataDir}. Close it first, or start with another --data-dir.`,
    );
  }
}

/** An app that the start options name cannot be watched. */
export class CannotWatch extends InspectorError {
  constructor(url: string, sentence: string) {
    super('cannot-watch', 400, `${url} cannot be watched. ${sentence}`);
  }
}

export class NoFreePort extends InspectorError {
  constructor(wanted: number, cause: unknown) {
    super(
      'no-free-port',
      500,
      `No free port found from ${wanted} upwards. Choose another with --port N, or --port 0 for any.`,
      { cause },
    );
  }
}
