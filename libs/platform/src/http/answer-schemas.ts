import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Problem, type ProblemBody, bodyOf } from './problem.js';

const EXAMPLE_ID = '5a3f0f1c-92c1-5d0e-8c44-0c5a8b8f4d11';

@ApiSchema({ name: 'RecordedEvent' })
class RecordedEventSchema {
  @ApiProperty({ example: 'PlaceOffered' }) type!: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID }) id!: string;
}

/** How a receipt is published. */
@ApiSchema({ name: 'Receipt' })
export class ReceiptSchema {
  @ApiProperty({ example: 'places-0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11' }) stream!: string;
  @ApiProperty({ type: 'integer', example: 7, description: 'The revision of the stream afterwards' })
  revision!: number;
  @ApiProperty({ example: '1042', description: 'Name it as `after` in a query that must have seen this' })
  position!: string;
  @ApiProperty({ type: RecordedEventSchema, isArray: true }) recorded!: RecordedEventSchema[];
  @ApiProperty({ required: false, description: 'Where a route waits for an outcome: what it was' })
  outcome?: string;
}

@ApiSchema({ name: 'FieldProblem' })
class FieldProblemSchema {
  @ApiProperty({ example: 'modules.0.title' }) field!: string;
  @ApiProperty({ example: 'title is missing' }) message!: string;
}

/** How a problem is published (RFC 9457). */
@ApiSchema({ name: 'Problem' })
export class ProblemSchema {
  @ApiProperty({ example: 'urn:leading-to-deliver:problem:places-not-open' }) type!: string;
  @ApiProperty({ example: 'Refused' }) title!: string;
  @ApiProperty({ type: 'integer', example: 409 }) status!: number;
  @ApiProperty({ example: 'This cohort is not taking requests.' }) detail!: string;
  @ApiProperty({ example: '/api/cohorts/0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11/places' }) instance!: string;
  @ApiProperty({ example: 'places-not-open', description: 'Stable: programs may go by it' }) code!: string;
  @ApiProperty({ type: FieldProblemSchema, isArray: true, required: false }) errors?: FieldProblemSchema[];
  @ApiProperty({ required: false, description: 'The key under which the command may be sent again' })
  commandId?: string;
}

/** An example of a problem with a code. */
export const problemExample = (status: number, code: string): ProblemBody =>
  bodyOf(new Problem(status, code, EXAMPLES[code] ?? 'A sentence that says what to do.'), '/api/...');

const EXAMPLES: Readonly<Record<string, string>> = {
  'invalid-request': 'capacity: capacity must be a whole number.',
  'revision-differs': 'It has changed since you read it: read it again and decide anew.',
  'key-reused': 'This key was used for another command: use a new one.',
  'effective-in-the-future': 'The day it happened may not be later than today.',
  'try-again': 'It could not be decided in time: send it again with the same key.',
};
