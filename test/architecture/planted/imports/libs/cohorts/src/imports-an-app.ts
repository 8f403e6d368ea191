import { main } from '../../../apps/api/src/main.js';

export const planted = main;
