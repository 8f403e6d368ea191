import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OutageWatch } from '../outage/outage-watch.js';
import { Admission, type AdmissionLimits, isAdmitted, wantsOf } from './admission.js';
import { DoorPipe } from './door.pipe.js';
import { jsonOf } from './json-body.js';
import { LARGEST_BODY_BYTES } from './largest-body.js';
import { refuseForeign } from './own-origin.js';
import { bodyOf, Problem, problemOf } from './problem.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';
import { refuseUnfitAddress } from './request-address.js';
import { RouteTable } from './route-table.js';
import { inTurn, Turn } from './turns.js';
import { dropUnfinishedRequestsOnClose } from './unfinished-requests.js';

/** A client has so long to send its headers. */
const HEADERS_MILLISECONDS = 5_000;
/** A client has so long to send its whole request. */
const REQUEST_MILLISECONDS = 15_000;
/** An idle connection is kept so long for the next request. */
const KEEP_ALIVE_MILLISECONDS = 10_000;
/** How often slow connections are looked for; Node's own 30 s would let them pile up. */
const CHECK_CONNECTIONS_MILLISECONDS = 1_000;

/** The server below Nest: limits on time and size for everything that arrives. */
export const httpAdapter = (): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: LARGEST_BODY_BYTES,
    requestTimeout: REQUEST_MILLISECONDS,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    http: {
      headersTimeout: HEADERS_MILLISECONDS,
      requestTimeout: REQUEST_MILLISECONDS,
      connectionsCheckingInterval: CHECK_CONNECTIONS_MILLISECONDS,
    },
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(
        reply,
        error.statusCode === 414
          ? new Problem(414, 'address-too-long', 'A part of the address is too long.')
          : new Problem(400, 'invalid-request', 'The address is not correctly percent-encoded UTF-8.', [
              { field: 'path', message: 'must be percent-encoded UTF-8' },
            ]),
        request.raw.url ?? '/',
      ),
  });

/**
 * Puts the door in front of an application's routes: prefix, bodies, addresses, admission, checks, problems. Nobody is let in, or
 * waits for it, while what the routes stand on is out.
 */
export const openDoor = (
  app: INestApplication,
  limits: AdmissionLimits,
  watch: Pick<OutageWatch, 'unlessOut'> = NEVER_OUT,
): Admission => {
  const server = app.getHttpAdapter().getInstance() as FastifyInstance;
  const admission = new Admission(limits);
  const routes = new RouteTable();
  routes.listen(server);
  dropUnfinishedRequestsOnClose(server);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => jsonOf(body),
  );
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(SAFE_HEADERS);
    const url = request.raw.url ?? '/';
    try {
      refuseForeign(request.raw);
      refuseUnfitAddress(url);
    } catch (error) {
      // Here, as the routes beside Nest's own have no filter.
      sendProblem(reply, problemOf(error), url);
      return reply;
    }
    return undefined;
  });
  // Once the body has arrived: a slow client must not hold a turn. Called back, not awaited: so the turn is known to everything the route does.
  server.addHook('preHandler', (request, reply, done) => {
    if (!isAdmitted(request.url)) return done();
    watch
      .unlessOut(() => Turn.begin(admission, reply.raw), wantsOf(request.method))
      .then((turn) => inTurn(turn, done), done);
  });
  app.setGlobalPrefix('api', { exclude: ['health/*path', 'metrics'] });
  app.useGlobalPipes(new DoorPipe());
  app.useGlobalFilters(new ProblemFilter(routes));
  return admission;
};

const NEVER_OUT: Pick<OutageWatch, 'unlessOut'> = { unlessOut: (work) => work() };

/** Nothing of the API belongs in a frame, a cache of another or a guess at types; the page's own scripts only. */
const SAFE_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; frame-ancestors 'none'",
} as const;

/** What is no HTTP at all, or too slow, too large in its headers: answered on the bare connection. */
const clientErrorHandler = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy(error);

  const [status, code, detail] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? ([408, 'too-slow', 'The request took too long to arrive.'] as const)
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? ([431, 'headers-too-large', 'The headers are too large.'] as const)
        : ([400, 'invalid-request', 'This is not a well-formed HTTP request.'] as const);
  const body = JSON.stringify(bodyOf(new Problem(status, code, detail), '/'));
  socket.end(
    `HTTP/1.1 ${status} Error\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
};
