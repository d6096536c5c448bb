/** Writes the text of a file, an entry at a time. */
export interface LogWriter {
  /** The text before the first entry. */
  head(): string;
  /** The text of an entry, from its JSON. */
  entry(entryJson: string): string;
  /** The text after the last entry. */
  end(): string;
}
