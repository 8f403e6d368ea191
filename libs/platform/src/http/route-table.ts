import type { FastifyInstance } from 'fastify';

/** Which methods each address knows: for telling a wrong method from a wrong address. */
export class RouteTable {
  private readonly routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];

  /** Notes every route the server is given from now on. */
  listen(server: FastifyInstance): void {
    server.addHook('onRoute', ({ url, method }) => {
      if (url.includes('*')) return;
      const pattern = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]\w*/g, '[^/]+');
      this.routes.push({ pattern: new RegExp(`^${pattern}/?$`), methods: [method].flat() });
    });
  }

  /** The methods known at an address, in alphabetical order; none where nothing is. */
  methodsAt(url: string): readonly string[] {
    const path = url.split('?')[0]!;
    const methods = this.routes.flatMap((route) => (route.pattern.test(path) ? route.methods : []));
    return [...new Set(methods)].sort();
  }
}
