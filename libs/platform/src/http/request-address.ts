import { badField } from './problem.js';
import { isFitText } from './json-body.js';

/**
 * Refuses an address whose path or query holds what no field may hold, once decoded: broken percent codes, bytes that
 * are no UTF-8, NUL, keys that reach a prototype. Throws a `Problem` that names the part.
 */
export const refuseUnfitAddress = (url: string): void => {
  const [path = '', ...rest] = url.split('?');
  if (!isFitText(decoded(path, 'path'))) throw badField('path', 'must hold no NUL');

  const query = rest.join('?');
  if (query === '') return;
  for (const pair of query.split('&')) {
    const [name = '', ...value] = pair.split('=');
    const field = decoded(name, 'query');
    if (!isFitText(field) || field === '__proto__') throw badField('query', 'has a name that is not allowed');
    if (!isFitText(decoded(value.join('='), `query ${field}`)))
      throw badField(`query ${field}`, 'must hold no NUL');
  }
};

const decoded = (text: string, field: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badField(field, 'is not correctly percent-encoded UTF-8');
  }
};
