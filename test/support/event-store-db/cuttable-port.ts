import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A port of this machine that leads to another, and whose connections can be cut in the middle of anything. */
export class CuttablePort {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private refusing = false;
  private holding = false;

  constructor(private readonly target: number) {
    this.server = createServer({ noDelay: true }, (socket) => this.lead(socket));
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  /** Cuts what is connected; who connects again gets through. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Cuts what is connected, and whoever connects, until told otherwise. */
  refuse(refusing: boolean): void {
    this.refusing = refusing;
    if (refusing) this.cut();
  }

  /** Lets nothing through, either way, and closes nothing, until told otherwise: as a network that is cut. */
  hold(holding: boolean): void {
    this.holding = holding;
    for (const pair of this.pairs) (holding ? part : join)(pair);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.cut();
    await closed;
  }

  private lead(socket: Socket): void {
    if (this.refusing) return void socket.destroy();
    const onward = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
    const both = [socket, onward] as const;
    this.pairs.add(both);
    for (const one of both) {
      this.sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.sockets.delete(one);
        this.pairs.delete(both);
        for (const other of both) other.destroy();
      });
    }
    if (!this.holding) join(both);
  }
}

const join = ([one, other]: readonly [Socket, Socket]): void => {
  one.pipe(other).pipe(one);
};

const part = ([one, other]: readonly [Socket, Socket]): void => {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const)
    from.unpipe(to).pause();
};
