import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { isBusinessDate } from './dates.js';
import { isId } from './ids.js';
import { refersTo } from './references.js';

/** What every field of a command may state: whether it may be left out, an example and a description for the API's page. */
export interface FieldOptions {
  readonly optional?: boolean;
  readonly example?: unknown;
  readonly description?: string;
}

/** A UUID in canonical lower-case form. `of`: the kind of stream it names, such as `organisation`; the door refuses unknown ones. */
export const Id = ({ of, ...options }: FieldOptions & { readonly of?: string } = {}): PropertyDecorator =>
  applyDecorators(idField(options), ...(of === undefined ? [] : [refersTo(of)]));

const idField = (options: FieldOptions): PropertyDecorator =>
  field(options, { type: String, format: 'uuid', example: '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11' }, [
    ValidateBy({
      name: 'isId',
      validator: {
        validate: isId,
        defaultMessage: () =>
          '$property must be a UUID in lower case, such as 0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11',
      },
    }),
  ]);

/** A day that exists, `YYYY-MM-DD`. */
export const Day = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: String, format: 'date', example: '2026-09-14' }, [
    ValidateBy({
      name: 'isBusinessDate',
      validator: {
        validate: isBusinessDate,
        defaultMessage: () => '$property must be a day that exists, written YYYY-MM-DD',
      },
    }),
  ]);

/** Text of 1 to `max` characters (default 200), trimmed and brought to Unicode form C, in any script. */
export const Words = (
  options: FieldOptions & {
    readonly max?: number;
    readonly matches?: RegExp;
    readonly matchesMessage?: string;
  } = {},
): PropertyDecorator => {
  const max = options.max ?? 200;
  return field(options, { type: String, minLength: 1, maxLength: max }, [
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.normalize('NFC').trim() : value,
    ),
    IsString({ message: '$property must be text' }),
    MaxLength(max, { message: `$property must be at most ${max} characters` }),
    ValidateBy({
      name: 'isWords',
      validator: {
        validate: (value) => typeof value === 'string' && value.length > 0 && isPlainText(value),
        defaultMessage: () => '$property must not be empty, and must hold no control characters',
      },
    }),
    ...(options.matches
      ? [
          Matches(options.matches, {
            message: options.matchesMessage ?? '$property is not in the form asked for',
          }),
        ]
      : []),
  ]);
};

/** A whole number from `min` to `max`, both included. */
export const Whole = (min: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'integer', minimum: min, maximum: max, example: Math.max(min, Math.min(max, 100)) },
    wholeChecks(min, max),
  );

/** An amount of money in whole pence, 0 to £10 million. */
export const Amount = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'integer', minimum: 0, maximum: 1_000_000_000, example: 300_000, description: 'Pence' },
    wholeChecks(0, 1_000_000_000),
  );

/** A number with a fraction, such as whole-time equivalents: finite, from `min` to `max`. */
export const Figure = (min: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: 'number', minimum: min, maximum: max, example: 57.7 }, [
    ValidateBy({
      name: 'isFigure',
      validator: {
        validate: (value) =>
          typeof value === 'number' &&
          Number.isFinite(value) &&
          value >= min &&
          value <= max &&
          !Object.is(value, -0),
        defaultMessage: () => `$property must be a number from ${min} to ${max}`,
      },
    }),
  ]);

/** True or false, nothing that merely looks like it. */
export const YesNo = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: Boolean }, [IsBoolean({ message: '$property must be true or false' })]);

/** One of a list of words. */
export const OneOf = (words: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: String, enum: [...words], example: words[0] }, [
    IsIn([...words], { message: `$property must be one of: ${words.join(', ')}` }),
  ]);

/** Another object with fields of its own. (@nestjs/swagger knows a late type by the name `type` of its function.) */
export const Nested = (type: () => new () => object, options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: () => type() }, [
    IsObject({ message: '$property must be an object' }),
    ValidateBy({
      name: 'isNoList',
      validator: {
        validate: (value) => !Array.isArray(value),
        defaultMessage: () => '$property must be an object, not a list',
      },
    }),
    ValidateNested(),
    Type(type),
  ]);

/** A list of at most `max` objects with fields of their own. */
export const ListOf = (
  type: () => new () => object,
  max: number,
  options: FieldOptions = {},
): PropertyDecorator =>
  field(options, { type: () => type(), isArray: true, maxItems: max }, [
    IsArray({ message: '$property must be a list' }),
    ArrayMaxSize(max, { message: `$property must hold at most ${max}` }),
    IsObject({ each: true, message: 'each of $property must be an object' }),
    ValidateNested({ each: true }),
    Type(type),
  ]);

/** A list of at most `max` texts, each of 1 to 200 characters. */
export const WordsList = (
  max: number,
  options: FieldOptions & { readonly oneOf?: readonly string[] } = {},
): PropertyDecorator =>
  field(
    options,
    { type: String, isArray: true, maxItems: max, ...(options.oneOf ? { enum: [...options.oneOf] } : {}) },
    [
      IsArray({ message: '$property must be a list' }),
      ArrayMaxSize(max, { message: `$property must hold at most ${max}` }),
      ...(options.oneOf
        ? [
            IsIn([...options.oneOf], {
              each: true,
              message: `each of $property must be one of: ${options.oneOf.join(', ')}`,
            }),
          ]
        : [
            ValidateBy(
              {
                name: 'isWords',
                validator: {
                  validate: (value) =>
                    typeof value === 'string' &&
                    value.length > 0 &&
                    value.length <= 200 &&
                    isPlainText(value),
                  defaultMessage: () =>
                    'each of $property must be text of 1 to 200 characters without control characters',
                },
              },
              { each: true },
            ),
          ]),
    ],
  );

/** True for text PostgreSQL and every reader can hold: well-formed Unicode, no control characters but tab and line breaks. */
export const isPlainText = (value: string): boolean =>
  // eslint-disable-next-line no-control-regex
  value.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value);

const wholeChecks = (min: number, max: number): PropertyDecorator[] => [
  IsInt({ message: `$property must be a whole number` }),
  Min(min, { message: `$property must be at least ${min}` }),
  Max(max, { message: `$property must be at most ${max}` }),
  ValidateBy({
    name: 'isNoNegativeZero',
    validator: {
      validate: (value) => !Object.is(value, -0),
      defaultMessage: () => '$property must not be -0',
    },
  }),
];

const field = (
  options: FieldOptions,
  schema: ApiPropertyOptions,
  checks: readonly PropertyDecorator[],
): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      ...schema,
      required: !options.optional,
      ...(options.example === undefined ? {} : { example: options.example }),
      ...(options.description === undefined ? {} : { description: options.description }),
    } as ApiPropertyOptions),
    ...(options.optional ? [IsOptional()] : [IsDefined({ message: '$property is missing' })]),
    ...checks,
  );
