import { BadOption } from '../start-options.ts';
import { runServe } from './serve.ts';

/** `watch URL... [OPTIONS]`: `serve`, with a `--watch` for each of the leading addresses. */
export function runWatch(argv: readonly string[]): Promise<void> {
  const firstOption = argv.findIndex((argument) => argument.startsWith('-'));
  const urls = firstOption === -1 ? argv : argv.slice(0, firstOption);
  if (urls.length === 0) throw new BadOption('Give the address of an app to watch, such as http://127.0.0.1:8000.');
  return runServe([...urls.flatMap((url) => ['--watch', url]), ...argv.slice(urls.length)]);
}
