import type { FrameworkGuess } from '../../contract/watch.ts';

/** The start commands of apps, as in the documentation of each framework. */
const COMMANDS: readonly { readonly pattern: RegExp; readonly framework: string }[] = [
  { pattern: /\bflask\b(?:\S*|.*)\brun\b|-m\s+flask\b/, framework: 'Flask' },
  { pattern: /manage\.py\b.*\brunserver\b|django-admin\b.*\brunserver\b/, framework: 'Django' },
  { pattern: /\bartisan\b.*\bserve\b/, framework: 'Laravel' },
  { pattern: /\bphp[\d.]*\b.*\s-S\s/, framework: 'PHP' },
  { pattern: /\brails\b.*\b(?:s|server)\b/, framework: 'Ruby on Rails' },
  { pattern: /\bpuma\b/, framework: 'Ruby (Puma)' },
  { pattern: /\brackup\b/, framework: 'Ruby (Rack)' },
  { pattern: /\buvicorn\b|\bfastapi\b/, framework: 'FastAPI or Starlette' },
  { pattern: /\bgunicorn\b/, framework: 'Python (Gunicorn)' },
  { pattern: /\bnext\b.*\b(?:dev|start)\b|next-server/, framework: 'Next.js' },
  { pattern: /\bvite\b/, framework: 'Vite' },
  { pattern: /\bspring-boot\b|org\.springframework/, framework: 'Spring Boot' },
  { pattern: /\bdotnet\b/, framework: 'ASP.NET Core' },
  { pattern: /^\S*\bpython[\d.]*\b/, framework: 'Python' },
  { pattern: /^\S*\b(?:node|nodejs|bun|deno)\b/, framework: 'Node.js' },
  { pattern: /^\S*\bphp[\d.]*\b/, framework: 'PHP' },
  { pattern: /^\S*\bruby[\d.]*\b/, framework: 'Ruby' },
  { pattern: /^\S*\bjava\b/, framework: 'Java' },
];

/** The default ports of development servers. */
const PORTS: Readonly<Record<number, string>> = {
  5000: 'Flask',
  8000: 'Django or Laravel',
  3000: 'Express, Rails or Next.js',
  5173: 'Vite',
  4200: 'Angular',
  8080: 'Spring Boot',
  4567: 'Sinatra',
};

/** The probable program at a port, by the command of its process, or by the port if no command is known. */
export function guessFromCommand(command: string | null, port: number): FrameworkGuess | null {
  if (command !== null) {
    const found = COMMANDS.find(({ pattern }) => pattern.test(command));
    return found === undefined ? null : { framework: found.framework, by: 'command', sign: command };
  }
  const framework = PORTS[port];
  return framework === undefined ? null : { framework, by: 'port', sign: String(port) };
}
