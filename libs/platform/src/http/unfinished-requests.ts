import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Lets a server close although clients hold connections on which no whole request has arrived: Node does not count them as
 * idle, and stops looking for slow ones when it closes. A request that has arrived whole still gets its answer.
 */
export const dropUnfinishedRequestsOnClose = (server: FastifyInstance): void => {
  const latest = new Map<Socket, IncomingMessage | undefined>();
  let closing = false;
  server.server.on('connection', (socket: Socket) => {
    if (closing) return void socket.destroy();

    latest.set(socket, undefined);
    socket.once('close', () => latest.delete(socket));
  });
  server.server.on('request', (request: IncomingMessage) => latest.set(request.socket, request));
  server.addHook('preClose', async () => {
    closing = true;
    for (const [socket, request] of latest) if (!request?.complete) socket.destroy();
  });
};
