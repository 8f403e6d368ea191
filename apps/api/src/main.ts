import 'reflect-metadata';
import { untilStopped } from '../../until-stopped.js';
import { openProduct } from './start.js';

/** `npm start`: the API, with the worker inside. */
await untilStopped(async () => {
  const product = await openProduct();
  process.stdout.write(
    `\nLeading to Deliver is running.\n` +
      `  API            ${product.url}/api\n` +
      `  Documentation  ${product.url}/api/docs\n` +
      `  Health         ${product.url}/health/ready\n` +
      `  Stop it with Ctrl+C.\n\n`,
  );
  return product;
});
