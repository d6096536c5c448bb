/**
 * Fetches a file and throws it away, as a process of its own: node fetch-away.mjs URL. Reports how many bytes it had.
 */
import { get } from 'node:http';

get(process.argv[2], (response) => {
  let bytes = 0;
  response.on('data', (chunk) => {
    bytes += chunk.length;
  });
  response.on('end', () => process.send({ status: response.statusCode, bytes }, () => process.exit(0)));
});
