/** What a file says about itself, whatever its format. */
export type ExportHead = {
  exportedAtMs: number;
  /** Secrets were replaced by pseudonyms. */
  isRedacted: boolean;
  /** Where the site listened, without a path: `http://localhost:5000`. */
  siteUrl: string;
};

/** Names the shape of our own data in exports; the number rises when a reader would have to change. */
export const EXPORT_FORMAT = 'session-inspector/1';
