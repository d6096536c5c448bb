/** Writes the text of a file, an entry at a time. */
export interface LogWriter {
  /** What stands before the first entry. */
  head(): string;
  /** An entry, from its JSON as the log holds it. */
  entry(entryJson: string): string;
  /** What stands after the last entry. */
  end(): string;
}
