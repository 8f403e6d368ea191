import type { OpenAPIObject } from '@nestjs/swagger';
import type { Claim, Guard } from '../context.js';
import { operationOf, publishedRefusals } from './command-schema.js';
import { statusOfRefusal } from './problem.js';

/** Only what is read and written here of what a description says of a route. */
interface Operation {
  readonly operationId?: string;
  readonly responses: Record<string, ReturnType<typeof publishedRefusals> | undefined>;
}

/** Adds what the guards of commands refuse with to a description of their routes, which know only their own rules. */
export const publishGuards = (document: OpenAPIObject, guards: readonly (Guard | Claim)[]): OpenAPIObject => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[]);
  for (const { command, refuses } of guards)
    for (const { operationId, responses } of operations)
      if (operationId === operationOf(command)) for (const code of refuses) add(responses, code);
  return document;
};

const add = (responses: Operation['responses'], code: string): void => {
  const status = statusOfRefusal(code);
  const published = Object.keys(responses[status]?.content['application/problem+json'].examples ?? {});
  responses[status] = publishedRefusals(status, [...new Set([...published, code])].sort());
};
