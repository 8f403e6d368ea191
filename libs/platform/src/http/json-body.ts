import { badField, Problem } from './problem.js';

/** A body nested deeper than this is refused before it is parsed. */
export const DEEPEST_BODY = 20;

const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** Keys that could reach an object's prototype when fields are merged. */
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The JSON of a body. Refuses with a `Problem`: bytes that are no UTF-8, what is no JSON, deep nesting, NUL and lone
 * surrogates in any text or key, keys that reach a prototype. An empty body is `undefined`.
 */
export const jsonOf = (bytes: Uint8Array): unknown => {
  const text = textOf(bytes);
  if (text.trim() === '') return undefined;

  if (depthOf(text) > DEEPEST_BODY)
    throw new Problem(400, 'nested-too-deep', `The body is nested deeper than ${DEEPEST_BODY} levels.`, [
      { field: 'body', message: `must be nested at most ${DEEPEST_BODY} levels deep` },
    ]);

  const value = parsed(text);
  refuseUnfitText(value, '');
  return value;
};

const textOf = (bytes: Uint8Array): string => {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new Problem(400, 'invalid-json', 'The body is not UTF-8 text: send JSON in UTF-8.', [
      { field: 'body', message: 'must be UTF-8 text' },
    ]);
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(
      400,
      'invalid-json',
      'The body is not JSON: look for a missing quote, comma or bracket.',
      [{ field: 'body', message: 'must be JSON' }],
    );
  }
};

/** How deep the brackets of a JSON text go, without parsing it. */
const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inText) {
      if (character === '\\') index += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, (depth += 1));
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
};

const refuseUnfitText = (value: unknown, path: string): void => {
  if (typeof value === 'string' && !isFitText(value))
    throw badField(path || 'body', 'must hold no NUL and no half of a surrogate pair');
  if (typeof value !== 'object' || value === null) return;

  for (const [key, within] of Object.entries(value)) {
    const field = path ? `${path}.${key}` : key;
    if (!isFitText(key)) throw badField(path || 'body', 'has a field whose name holds unfit characters');
    if (DANGEROUS.has(key)) throw badField(field, 'is not a field of this request');
    refuseUnfitText(within, field);
  }
};

/** True for text that every store can hold: well-formed Unicode without NUL. */
export const isFitText = (value: string): boolean => value.isWellFormed() && !value.includes('\0');
