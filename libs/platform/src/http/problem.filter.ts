import { type ArgumentsHost, Catch, type ExceptionFilter, Logger, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf, Problem, problemOf } from './problem.js';
import type { RouteTable } from './route-table.js';

/** Every exception of every route leaves as problem+json; only the unforeseen ones are logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  constructor(private readonly routes: RouteTable) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest & { commandId?: string }>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.methodNotAllowed(exception, request) ?? problemOf(exception);
    // Who hung up in the middle of a body is nobody's fault here, and hears no answer.
    if (problem.code === 'unexpected' && !request.raw.socket.destroyed) this.note(exception, request);
    sendProblem(reply, problem, request.url, request.commandId);
  }

  /** A 404 for an address that is known under other methods is a 405. */
  private methodNotAllowed(exception: unknown, request: FastifyRequest): Problem | undefined {
    if (!(exception instanceof NotFoundException) || !request.is404) return undefined;
    const methods = this.routes.methodsAt(request.url);
    if (methods.length === 0)
      return new Problem(404, 'not-found', 'There is nothing at this address: see /api/docs.');

    const allowed = methods.join(', ');
    return new Problem(405, 'method-not-allowed', `Only ${allowed} is possible here.`, undefined, {
      Allow: allowed,
    });
  }

  /** The logger shows of a database's error only its codes: its other fields carry people's data. */
  private note(exception: unknown, request: FastifyRequest): void {
    this.log.error('A request failed in an unforeseen way.', exception, {
      method: request.method,
      route: request.routeOptions?.url,
      requestId: request.id,
    });
  }
}

/** Sends a problem as problem+json, with its headers. */
export const sendProblem = (reply: FastifyReply, problem: Problem, url: string, commandId?: string): void => {
  if (reply.sent) return;
  const body = JSON.stringify(bodyOf(problem, url.split('?')[0]!.toWellFormed(), commandId));
  void reply
    .code(problem.status)
    .headers(problem.headers)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(Buffer.from(body));
};
