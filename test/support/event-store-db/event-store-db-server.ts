import { setTimeout as pause } from 'node:timers/promises';
import { Metadata, Server, ServerCredentials, status, type sendUnaryData } from '@grpc/grpc-js';
import gossip, { type ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import gossips from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import features, { type SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { CuttablePort } from './cuttable-port.js';
import { type Proposed, ServerLog, type Stored } from './server-log.js';
import { type Refusal, streamsService } from './streams-service.js';

/** How a test server is made. */
export interface TestServerOptions {
  /** Speak TLS with this key and certificate, in PEM. */
  readonly tls?: { readonly key: Buffer; readonly certificate: Buffer };
  /** `user:password`, without which nobody is let in. */
  readonly credentials?: string;
  /** The server that leads: what needs a leader is sent there. */
  readonly leader?: EventStoreDbTestServer;
}

/** Where in an append the connection breaks, or what becomes of it instead. */
export type Fault =
  | 'cut before storing'
  | 'cut after storing'
  | 'never answered'
  | 'refused'
  | 'late'
  /** Until `letGo`. */
  | 'held';

const LATE_MS = 300;

/**
 * A test server that speaks the protocol of EventStoreDB, built on the client's generated services: not the real product. Its
 * log is in memory; connections can be cut, appends delayed, refused or left without an answer.
 */
export class EventStoreDbTestServer {
  readonly log = new ServerLog();
  /** Appends that came, how many were under way at once, reads, and events that were sent for them. */
  readonly counted = { appends: 0, underWay: 0, mostUnderWay: 0, reads: 0, events: 0 };
  /** After so many events more a read falls silent, once. */
  silentAfter = Infinity;
  /** How long every append takes. */
  delay_ms = 0;
  private readonly server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  /** Lets appends go on that were held. */
  letGo: () => void = () => undefined;
  private faults: { readonly fault: Fault; readonly stream: (name: string) => boolean }[] = [];
  private door!: CuttablePort;
  private port = 0;

  private constructor(private readonly options: TestServerOptions) {}

  static async start(options: TestServerOptions = {}): Promise<EventStoreDbTestServer> {
    const started = new EventStoreDbTestServer(options);
    await started.open();
    return started;
  }

  /** Where it listens, `127.0.0.1:34567`. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** The address of a server without TLS. */
  get url(): string {
    return `esdb://${this.address}?tls=false`;
  }

  /** Does this to the next append to such a stream (default: any). */
  next(fault: Fault, stream: (name: string) => boolean = () => true): void {
    this.faults.push({ fault, stream });
  }

  /** Whether a fault still waits for its append. */
  get isDue(): boolean {
    return this.faults.length > 0;
  }

  cutConnections(): void {
    this.door.cut();
  }

  /** Lets nobody connect any more, or everybody again. */
  beUnreachable(unreachable: boolean): void {
    this.door.refuse(unreachable);
  }

  async stop(): Promise<void> {
    await this.door.close();
    this.server.forceShutdown();
  }

  private async open(): Promise<void> {
    this.server.addService(
      services.StreamsService,
      streamsService(this.log, {
        refusal: (metadata) => this.refusal(metadata),
        store: (stream, expected, proposed) =>
          this.storing(stream, () => this.log.append(stream, expected, proposed), proposed),
        reading: () => (this.counted.reads += 1),
        sending: () => this.sending(),
      }),
    );
    this.server.addService(gossips.GossipService, {
      read: (_: unknown, answer: sendUnaryData<ClusterInfo>) => answer(null, this.members()),
    });
    this.server.addService(featureServices.ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: sendUnaryData<SupportedMethods>) => answer(null, methods()),
    });
    const { tls } = this.options;
    const credentials = tls
      ? ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }])
      : ServerCredentials.createInsecure();
    const inner = await new Promise<number>((resolve, reject) =>
      this.server.bindAsync('127.0.0.1:0', credentials, (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
    this.door = new CuttablePort(inner);
    this.port = await this.door.open();
  }

  private refusal(metadata: Metadata): Refusal | undefined {
    const { credentials, leader } = this.options;
    const given = metadata.get('authorization')[0]?.toString();
    if (credentials && given !== `Basic ${Buffer.from(credentials).toString('base64')}`)
      return { code: status.UNAUTHENTICATED, details: 'Authentication failed.' };
    if (!leader || metadata.get('requires-leader')[0]?.toString() !== 'true') return undefined;

    const where = new Metadata();
    where.set('exception', 'not-leader');
    where.set('leader-endpoint-host', '127.0.0.1');
    where.set('leader-endpoint-port', String(leader.port));
    return { code: status.NOT_FOUND, details: 'Leader info available.', metadata: where };
  }

  private async storing(
    stream: string,
    store: () => Stored,
    proposed: readonly Proposed[],
  ): Promise<Stored | Refusal | undefined> {
    const { counted } = this;
    counted.appends += 1;
    counted.underWay += 1;
    counted.mostUnderWay = Math.max(counted.mostUnderWay, counted.underWay);
    if (this.delay_ms > 0) await pause(this.delay_ms);
    counted.underWay -= 1;
    const index = this.faults.findIndex((one) => one.stream(stream));
    const [due] = index < 0 ? [] : this.faults.splice(index, 1);
    if (due?.fault === 'late') await pause(LATE_MS);
    if (due?.fault === 'held') await new Promise<void>((resolve) => (this.letGo = resolve));
    switch (due?.fault) {
      case 'late':
      case 'held':
      case undefined:
        return tooLarge(proposed) ?? store();
      case 'refused':
        return { code: status.UNAVAILABLE, details: 'Server is not ready.' };
      case 'cut after storing':
        store();
    }
    if (due?.fault !== 'never answered') this.door.cut();
    return undefined;
  }

  private sending(): boolean {
    this.counted.events += 1;
    if ((this.silentAfter -= 1) >= 0) return true;
    this.silentAfter = Infinity;
    return false;
  }

  private members(): ClusterInfo {
    const info = new gossip.ClusterInfo();
    for (const [server, state] of [
      [this.options.leader ?? this, gossip.MemberInfo.VNodeState.LEADER],
      ...(this.options.leader ? [[this, gossip.MemberInfo.VNodeState.FOLLOWER] as const] : []),
    ] as const) {
      const endpoint = new gossip.EndPoint();
      endpoint.setAddress('127.0.0.1');
      endpoint.setPort(server.port);
      const member = new gossip.MemberInfo();
      member.setHttpEndPoint(endpoint);
      member.setState(state);
      member.setIsAlive(true);
      info.addMembers(member);
    }
    return info;
  }
}

/** The most bytes of one append, as the real product is set by default. */
const APPEND_BYTES = 1_048_576;

const tooLarge = (proposed: readonly Proposed[]): Refusal | undefined => {
  const bytes = proposed.reduce(
    (sum, { type, data, customMetadata }) => sum + 2 * type.length + data.length + customMetadata.length,
    0,
  );
  if (bytes <= APPEND_BYTES) return undefined;
  const metadata = new Metadata();
  metadata.set('exception', 'maximum-append-size-exceeded');
  metadata.set('maximum-append-size', String(APPEND_BYTES));
  return { code: status.INVALID_ARGUMENT, details: 'Maximum Append Size Exceeded.', metadata };
};

const methods = (): SupportedMethods => {
  const supported = new features.SupportedMethods();
  supported.setEventStoreServerVersion('test server');
  for (const name of ['read', 'append', 'batchappend']) {
    const method = new features.SupportedMethod();
    method.setServiceName('event_store.client.streams.streams');
    method.setMethodName(name);
    supported.addMethods(method);
  }
  return supported;
};
