import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { FastifyInstance } from 'fastify';
import type { Admission } from './admission.js';

/** What is counted, in a registry of its own for each application. */
export class Metrics {
  readonly registry = new Registry();
  private readonly commands = new Counter({
    name: 'l2d_commands_total',
    help: 'Commands by name and outcome: recorded, nothing, a refusal code, try-again, failed.',
    labelNames: ['command', 'outcome'] as const,
    registers: [this.registry],
  });
  private readonly commandSeconds = new Histogram({
    name: 'l2d_command_seconds',
    help: 'How long a command took to be decided and recorded.',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });
  private readonly requests = new Histogram({
    name: 'l2d_http_request_seconds',
    help: 'HTTP requests by route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  /** Counts one command. */
  command(name: string, outcome: string, seconds: number): void {
    this.commands.inc({ command: name, outcome });
    this.commandSeconds.observe(seconds);
  }

  /** Counts every request of a server by its route's pattern, never by its address: an id must not become a label. */
  watch(server: FastifyInstance, admission: Admission): void {
    collectDefaultMetrics({ register: this.registry });
    server.addHook('onResponse', async (request, reply) => {
      const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
      this.requests.observe(
        { method: request.method, route, status: String(reply.statusCode) },
        reply.elapsedTime / 1_000,
      );
    });
    const requests = new Gauge({
      name: 'l2d_http_requests',
      help: 'Requests that run or wait for their turn now.',
      labelNames: ['state'] as const,
      registers: [this.registry],
      collect: () => {
        requests.set({ state: 'running' }, admission.state.running);
        requests.set({ state: 'queued' }, admission.state.queued);
        requests.set({ state: 'waiting' }, admission.state.waiting);
      },
    });
  }

  /** Publishes a number per name that has one, asked for whenever metrics are read. */
  perFollower(name: string, help: string, numbers: () => Promise<ReadonlyMap<string, number>>): void {
    const gauge = new Gauge({
      name,
      help,
      labelNames: ['follower'] as const,
      registers: [this.registry],
      collect: async () => {
        const now = await numbers();
        gauge.reset();
        for (const [follower, value] of now) gauge.set({ follower }, value);
      },
    });
  }
}
