import 'reflect-metadata';
import { configurationFrom } from '#platform';
import { untilStopped } from '../../until-stopped.js';
import { openProduct } from './start.js';

/** `npm start`: the API, with the worker inside unless `L2D_WORKER` says that workers run beside it. */
await untilStopped(async () => {
  const { worker } = configurationFrom();
  const product = await openProduct({ worker: worker === 'inside' });
  process.stdout.write(
    `\nLeading to Deliver is running${worker === 'inside' ? '' : ', and leaves the log to be followed by npm run worker'}.\n` +
      `  API            ${product.url}/api\n` +
      `  Documentation  ${product.url}/api/docs\n` +
      `  Health         ${product.url}/health/ready\n` +
      `  Stop it with Ctrl+C.\n\n`,
  );
  return product;
});
