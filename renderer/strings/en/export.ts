/** The export dialog. */
export const exporting = {
  title: 'Export',
  lead: 'The whole log, as one file.',
  format: 'Format',
  formats: {
    ndjson: { name: 'NDJSON', why: 'Every record complete, one JSON object a line. For scripts.' },
    csv: { name: 'CSV', why: 'One row a request, the main columns. For a spreadsheet.' },
    har: { name: 'HAR', why: 'Requests and responses as browser tools and proxies read them.' },
  },
  secrets: 'Include secrets as they are',
  secretsOff: 'Session ids, cookies and signatures are replaced; what belongs together still matches.',
  secretsOn: 'Whoever gets this file can take over every session in it. Keep it to yourself and delete it after use.',
  save: 'Save',
  cancel: 'Cancel',
  saving: 'Preparing…',
};
