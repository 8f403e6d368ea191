import { v5 } from 'uuid';

const NAMESPACE = '6f1c8a52-0c1e-5d0b-9a3e-3f2b7a1d4c60';

/**
 * A UUIDv5 made of its parts: the same parts give the same id on every machine and at every retry. Parts are
 * joined with a separator no part can hold, so `('ab', 'c')` and `('a', 'bc')` differ.
 */
export const derivedId = (...parts: readonly (string | number)[]): string =>
  v5(JSON.stringify(parts), NAMESPACE);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a UUID in its canonical lower-case form. Only that form is taken, so one thing has one id. */
export const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
