import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { Claim, Guard } from '../context.js';
import { ANSWER_SCHEMAS } from './command-schema.js';
import { publishDocsPage } from './docs-page.js';
import { publishGuards } from './guarded-routes.js';

/** Where the API is described: a page for people, a document for programs. */
export const DOCS_PATH = 'api/docs';
export const OPENAPI_PATH = 'api/openapi.json';

const DESCRIPTION = `
Cohorts, places, organisations and people of Leading to Deliver, by the words of its glossary.

**Commands** answer with a receipt: the stream, its revision and the position in the log. Send an \`Idempotency-Key\` with
each, and send it again with the same key when no answer came: it is recorded once and answered the same.
\`Effective-On\` states the day it happened; \`If-Match\` with an \`ETag\` refuses when something changed meanwhile.

**Queries** answer from read models that follow the log. Name a receipt's \`position\` as \`after\` to read what you wrote.
With \`asAt\` they answer as of a day: by all that is known of it now (\`clock=effective\`) or by what had been recorded by its end
(\`clock=recorded\`). Every answer names its position: the same question with it as \`knownAt\` has the same answer later.

**Corrections** never edit what was recorded: they name it, with a reason, and both versions stay readable with who and when.

**Problems** are \`application/problem+json\` (RFC 9457). Go by \`code\`; \`detail\` is for people.
`;

/** The description of every route of an application. */
export const openApiOf = (app: INestApplication, guards: readonly (Guard | Claim)[] = []): OpenAPIObject =>
  publishGuards(
    SwaggerModule.createDocument(
      app,
      new DocumentBuilder()
        .setTitle('Leading to Deliver')
        .setDescription(DESCRIPTION)
        .setVersion('1')
        .setOpenAPIVersion('3.0.3')
        .addGlobalResponse(...[400, 404, 503].map(problemResponse))
        .build(),
      { extraModels: ANSWER_SCHEMAS, autoTagControllers: false, operationIdFactory: operationId },
    ),
    guards,
  );

/** Publishes the description, with what guards refuse: both the page and its document come from this process alone. */
export const publishOpenApi = (app: INestApplication, guards: readonly (Guard | Claim)[] = []): void => {
  SwaggerModule.setup(DOCS_PATH, app, () => openApiOf(app, guards), {
    jsonDocumentUrl: OPENAPI_PATH,
    raw: ['json'],
    ui: false,
  });
  publishDocsPage(app.getHttpAdapter().getInstance() as FastifyInstance, `/${DOCS_PATH}`, `/${OPENAPI_PATH}`);
};

/** `placeBook.one`: the controller's subject and what is asked of it. Commands state their own. */
const operationId = (controller: string, method: string): string => {
  const subject = controller.replace(/(Queries)?Controller$/, '');
  return `${subject.charAt(0).toLowerCase()}${subject.slice(1)}.${method}`;
};

const problemResponse = (status: number) => ({
  status,
  description: { 400: 'Not in the form asked for', 404: 'There is nothing here', 503: 'Try again' }[status]!,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
