/** What a start says on stdout when everything listens: scripts and people read these lines, so they are a contract. */
export function readyLines(
  ready: { site: string; inspector: string; dataDir: string },
  { isJson }: { isJson: boolean },
): string {
  if (isJson) return `${JSON.stringify({ event: 'ready', ...ready, pid: process.pid })}\n`;
  return `Session server  ${ready.site}\nInspector       ${ready.inspector}\n`;
}
