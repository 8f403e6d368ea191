import { one } from './one-of-a-cycle.js';

export const other = (): string => one();
