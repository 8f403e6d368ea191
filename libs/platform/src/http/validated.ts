import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { badFields, type FieldProblem } from './problem.js';

/** So many problems of one request are told; the rest would only make the answer long. */
const TOLD_PROBLEMS = 50;

/**
 * An instance of a class made of plain fields and checked by its decorators: unknown fields are problems, nothing is
 * converted that the class does not convert itself. Throws a `Problem` that names every field.
 */
export const validated = async <C extends object>(type: new () => C, plain: object): Promise<C> => {
  const instance = withoutUnstated(plainToInstance(type, plain, { enableImplicitConversion: false }), plain);
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
  });
  if (errors.length > 0) throw badFields(flattened(errors).slice(0, TOLD_PROBLEMS));

  return instance;
};

// A class may declare fields nobody can state, without decorator: what another module knows fills them in later.
const withoutUnstated = <C extends object>(instance: C, plain: object): C => {
  for (const [field, value] of Object.entries(instance))
    if (value === undefined && !(field in plain)) Reflect.deleteProperty(instance, field);
  return instance;
};

const flattened = (errors: readonly ValidationError[], above = ''): FieldProblem[] =>
  errors.flatMap((error) => {
    const field = above ? `${above}.${error.property}` : error.property;
    const messages = Object.entries(error.constraints ?? {}).map(([kind, message]) => ({
      field,
      message: kind === 'whitelistValidation' ? 'is not a field of this request' : message,
    }));
    return [...messages, ...flattened(error.children ?? [], field)];
  });
