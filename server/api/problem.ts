/**
 * An error as RFC 9457 has it. `detail` is for people and says what to do next; no stack, no SQL, no path of this
 * machine.
 */
export function problem(status: number, title: string, detail: string): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title, status, detail }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
