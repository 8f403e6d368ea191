import { SABOTAGES } from './sabotage.js';

/** `npm start` with a promise broken: what the oracle must find. */
const sabotage = SABOTAGES[process.argv[2] as keyof typeof SABOTAGES];
if (!sabotage) throw new Error(`Name one of ${Object.keys(SABOTAGES).join(', ')}.`);

sabotage();
await import('../../apps/api/src/main.js');
