import { schemaOf } from './answers.js';

describe('the schema of an answer', () => {
  it('is read from an example, field by field', () => {
    expect(
      schemaOf({
        name: 'Puffin Point',
        revision: 2,
        closed: false,
        closedOn: null,
        areas: ['Fife'],
        units: [],
      }),
    ).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string' },
        revision: { type: 'integer' },
        closed: { type: 'boolean' },
        closedOn: { type: 'string', nullable: true },
        areas: { type: 'array', items: { type: 'string' } },
        units: { type: 'array', items: {} },
      },
    });
  });

  it('knows figures that may have a fraction though the example has none', () => {
    expect(schemaOf({ staffWte: 40, rate: { value: 1, numerator: 1 } })).toEqual({
      type: 'object',
      properties: {
        staffWte: { type: 'number' },
        rate: { type: 'object', properties: { value: { type: 'number' }, numerator: { type: 'integer' } } },
      },
    });
  });
});
