/** Fetches a file and discards it, in a separate process: node fetch-away.mjs URL. Reports the number of bytes. */
import { get } from 'node:http';

get(process.argv[2], (response) => {
  let bytes = 0;
  response.on('data', (chunk) => {
    bytes += chunk.length;
  });
  response.on('end', () => process.send({ status: response.statusCode, bytes }, () => process.exit(0)));
});
