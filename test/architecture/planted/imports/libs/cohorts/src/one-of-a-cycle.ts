import { other } from './other-of-a-cycle.js';

export const one = (): string => other();
