import 'reflect-metadata';
import { configurationFrom } from '#platform';
import { openProduct } from '../../api/src/start.js';
import { untilStopped } from '../../until-stopped.js';

/** Follows the log beside one or more APIs: read models and processes; of HTTP its health and metrics, where a port is named. */
await untilStopped(async () => {
  const { workerPort: port } = configurationFrom();
  const product = await openProduct(
    port === undefined ? { http: false } : { http: 'health', configuration: { port } },
  );
  process.stdout.write(
    `The worker follows the log${product.url ? `; its health: ${product.url}/health/ready` : ''}. Stop it with Ctrl+C.\n`,
  );
  return product;
});
