import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** The files of swagger-ui-dist (which @nestjs/swagger brings) that the page needs, and their types. */
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/**
 * The page that shows an OpenAPI document. Three files and a script of our own, so that it runs under a strict content
 * security policy: nothing inline, nothing from elsewhere.
 */
export const publishDocsPage = (server: FastifyInstance, path: string, documentPath: string): void => {
  const page = pageFor(path);
  const script = scriptFor(documentPath);
  server.get(path, async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  server.get(`${path}/start.js`, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(script),
  );
  for (const [name, type] of Object.entries(ASSETS))
    server.get(`${path}/${name}`, async (_request, reply) =>
      reply
        .type(type)
        .header('cache-control', 'public, max-age=86400')
        .send(await readFile(join(assetsFolder(), name))),
    );
};

const assetsFolder = (): string => {
  const fromSwagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
  return dirname(fromSwagger.resolve('swagger-ui-dist/package.json'));
};

const pageFor = (path: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Leading to Deliver: API</title>
    <link rel="stylesheet" href="${path}/swagger-ui.css">
    <link rel="icon" type="image/png" href="${path}/favicon-32x32.png">
  </head>
  <body>
    <main id="api"></main>
    <noscript>This page needs JavaScript; the document itself is at openapi.json.</noscript>
    <script src="${path}/swagger-ui-bundle.js"></script>
    <script src="${path}/start.js"></script>
  </body>
</html>
`;

const scriptFor = (documentPath: string): string => `SwaggerUIBundle({
  url: ${JSON.stringify(documentPath)},
  dom_id: '#api',
  deepLinking: true,
  displayRequestDuration: true,
  tagsSorter: 'alpha',
  validatorUrl: null,
});
`;
