import { ApiOkResponse } from '@nestjs/swagger';
import type { Page } from './page.js';

/** What a value looks like, as OpenAPI 3.0 states it. */
export type ValueSchema =
  | { readonly type: 'string' | 'integer' | 'number' | 'boolean' }
  | { readonly type: 'string'; readonly nullable: true }
  | { readonly type: 'array'; readonly items: ValueSchema | Record<string, never> }
  | { readonly type: 'object'; readonly properties: Readonly<Record<string, ValueSchema>> };

/**
 * The schema of values like this one. An integer in the example may have a fraction elsewhere only where its name says
 * so by `staffWte` or `value`; null stands for text that may be missing. What may be absent cannot be seen from one value,
 * so nothing is required.
 */
export const schemaOf = (value: unknown, name = ''): ValueSchema => {
  if (value === null) return { type: 'string', nullable: true };
  if (Array.isArray(value)) return { type: 'array', items: value.length > 0 ? schemaOf(value[0]) : {} };
  if (typeof value === 'object')
    return {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(value).map(([field, of]) => [field, schemaOf(of, field)]),
      ),
    };
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value === 'number')
    return { type: Number.isInteger(value) && !FRACTIONS.has(name) ? 'integer' : 'number' };
  return { type: 'string' };
};

const FRACTIONS: ReadonlySet<string> = new Set(['staffWte', 'value']);

/** Publishes what a query answers: an example, which the compiler holds to the answer's type, and its schema. */
export const answers = <Answer extends object>(description: string, example: Answer): MethodDecorator =>
  ApiOkResponse({
    description,
    content: {
      'application/json': {
        schema: schemaOf(JSON.parse(JSON.stringify(example))),
        example: example as unknown,
      },
    },
  });

/** The same for a page of a list, by an example of one item. */
export const answersPage = <Item extends object>(description: string, item: Item): MethodDecorator =>
  answers<Page<Item>>(`${description} Absent \`next\`: the last page.`, {
    items: [item],
    next: 'WyJBdXR1bW4gTGVhdmVzIl0',
    position: '1042',
  });
