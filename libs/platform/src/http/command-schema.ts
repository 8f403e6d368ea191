import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiProperty,
  type ApiPropertyOptions,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { CommandType } from '#kernel';
import type { CommandRoute } from './command-route.js';
import { ProblemSchema, ReceiptSchema, problemExample } from './answer-schemas.js';
import { statusOfRefusal } from './problem.js';

/** Where @nestjs/swagger keeps what `@ApiProperty` states; the field decorators of the kernel state everything there. */
const FIELD_NAMES = 'swagger/apiModelPropertiesArray';
const FIELD = 'swagger/apiModelProperties';

/** What is published of one field of a command. */
type PublishedField = ApiPropertyOptions & { readonly required?: boolean; readonly format?: string };

/** The parameters of a path, in order: `cohorts/:cohortId/places` has `cohortId`. */
export const parametersOf = (path: string): string[] =>
  [...path.matchAll(/:([A-Za-z]\w*)/g)].map(([, name]) => name!);

/** The published fields of a command, in the order they are declared. */
export const fieldsOf = (command: CommandType): ReadonlyMap<string, PublishedField> => {
  const prototype = command.prototype as object;
  const names = (Reflect.getMetadata(FIELD_NAMES, prototype) ?? []) as readonly string[];
  return new Map(
    names.map((name) => {
      const field = name.slice(1);
      return [field, Reflect.getMetadata(FIELD, prototype, field) as PublishedField];
    }),
  );
};

/** The field with the id of what a route's command makes; see `CommandRoute.makes`. */
export const madeField = (path: string, route: CommandRoute): string | undefined => {
  if (route.makes) return route.makes;
  if (route.path !== '' || route.method !== 'POST') return undefined;

  const resource = path.slice(path.lastIndexOf('/') + 1);
  const id = `${resource === 'people' ? 'person' : resource.replace(/s$/, '')}Id`;
  return fieldsOf(route.command).has(id) ? id : undefined;
};

/** All that the API's description says about a command's route. */
export const documentedCommand = (
  route: CommandRoute,
  refuses: readonly string[],
  tag: string,
  inPath: readonly string[],
  makes: string | undefined,
): MethodDecorator => {
  const fields = fieldsOf(route.command);
  const notInBody = route.reads ? [...inPath, route.reads.field] : inPath;
  const body = bodyOf(route.command, fields, notInBody, makes);
  return applyDecorators(
    ApiTags(tag),
    ApiOperation({
      operationId: operationOf(route.command),
      summary: route.summary,
    }),
    ...inPath.map((name) =>
      ApiParam({
        name,
        schema: name.endsWith('Id') ? { type: 'string', format: 'uuid' } : { type: 'string' },
        example: fields.get(name)?.example,
      }),
    ),
    ...(body ? [ApiBody({ type: body.type, required: body.required })] : []),
    ...HEADERS.map((header) => ApiHeader(header)),
    ApiResponse({
      status: route.method === 'POST' ? 201 : 200,
      description: 'Decided and recorded; the receipt. The same again for a repeat with the same key.',
      type: ReceiptSchema,
      headers: {
        ETag: { description: 'The revision of the stream, in quotes', schema: { type: 'string' } },
        ...(makes
          ? { Location: { description: 'The address of what was made', schema: { type: 'string' } } }
          : {}),
      },
    }),
    ...(route.settles
      ? [
          ApiResponse({
            status: 202,
            description: 'Recorded; the outcome is not known yet. `Location` names where to look for it.',
            type: ReceiptSchema,
          }),
        ]
      : []),
    ...problemResponses(refuses),
  );
};

const HEADERS = [
  {
    name: 'Idempotency-Key',
    description:
      'Names this command: sent again with the same key and body, it answers the same and records nothing.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  },
  {
    name: 'If-Match',
    description: 'A revision from `ETag`, in quotes: refused with 412 unless it still stands there.',
    schema: { type: 'string', pattern: '^"\\d+"$' },
  },
  {
    name: 'Effective-On',
    description: 'The day it happened; today unless stated.',
    schema: { type: 'string', format: 'date' },
  },
] as const;

const bodyOf = (
  command: CommandType,
  fields: ReadonlyMap<string, PublishedField>,
  notInBody: readonly string[],
  makes: string | undefined,
): { type: CommandType; required: boolean } | undefined => {
  const inBody = [...fields].filter(([name]) => !notInBody.includes(name));
  if (inBody.length === 0) return undefined;

  const type = Object.defineProperty(class {}, 'name', { value: command.name });
  for (const [name, field] of inBody)
    ApiProperty({ ...field, ...(name === makes ? { required: false } : {}) } as ApiPropertyOptions)(
      type.prototype,
      name,
    );
  return { type, required: inBody.some(([name, { required }]) => required && name !== makes) };
};

/** One response per status, with the codes it may carry. */
const problemResponses = (refuses: readonly string[]): MethodDecorator[] => {
  const codes = [
    ...refuses.map((code) => [statusOfRefusal(code), code] as const),
    [400, 'invalid-request'] as const,
    [409, 'effective-in-the-future'] as const,
    [412, 'revision-differs'] as const,
    [422, 'key-reused'] as const,
    [503, 'try-again'] as const,
  ];
  return [...new Set(codes.map(([status]) => status))].map((status) => {
    const listed = [...new Set(codes.flatMap(([of, code]) => (of === status ? [code] : [])))].sort();
    return ApiResponse({ status, ...publishedRefusals(status, listed) });
  });
};

/** How the refusals of one status are published. */
export const publishedRefusals = (status: number, codes: readonly string[]) => ({
  description: `Refused with one of: ${codes.map((code) => `\`${code}\``).join(', ')}`,
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      examples: Object.fromEntries(codes.map((code) => [code, { value: problemExample(status, code) }])),
    },
  },
});

/** What the description calls the sending of a command. */
export const operationOf = ({ name }: CommandType): string =>
  `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** The schemas of all answers, to be published once. */
export const ANSWER_SCHEMAS = [ReceiptSchema, ProblemSchema];
