import { BEGINNING, derivedId, isAfter, isId } from './index.js';

describe('ids', () => {
  it('are derived from their parts, and from nothing else', () => {
    expect(derivedId('place', 1)).toBe(derivedId('place', 1));
    expect(derivedId('ab', 'c')).not.toBe(derivedId('a', 'bc'));
    expect(derivedId(1)).not.toBe(derivedId('1'));
    expect(isId(derivedId('place'))).toBe(true);
  });

  it('have one form', () => {
    const id = derivedId('place');
    expect([id.toUpperCase(), `{${id}}`, id.replaceAll('-', ''), '', 7].some(isId)).toBe(false);
  });
});

describe('positions', () => {
  it('are ordered as numbers, not as text', () => {
    expect(isAfter('10', '9')).toBe(true);
    expect(isAfter('9', '10')).toBe(false);
    expect(isAfter('7', '7')).toBe(false);
    expect(isAfter('1', BEGINNING)).toBe(true);
  });
});
