import 'reflect-metadata';
import { openProduct } from '../../api/src/start.js';
import { untilStopped } from '../../until-stopped.js';

/** Follows the log beside one or more APIs: read models and processes, no HTTP. */
await untilStopped(async () => {
  const product = await openProduct({ http: false });
  process.stdout.write('The worker follows the log. Stop it with Ctrl+C.\n');
  return product;
});
