import 'reflect-metadata';
import { untilStopped } from '../../until-stopped.js';
import { openSample } from './open-sample.js';
import { tour } from './tour.js';

/** `npm run demo`: the product with the sample programme in it, a short tour, and it keeps running. */
await untilStopped(async (stop) => {
  const { product, today } = await openSample((line) => process.stdout.write(`${line}\n`), stop);
  process.stdout.write(`${await tour(product, today)}\n`);
  return product;
});
