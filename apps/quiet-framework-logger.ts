import { ProductLogger } from '#platform';

/** The framework tells every route it maps: of use only to whoever looks for a fault. */
export class QuietFrameworkLogger extends ProductLogger {
  private static readonly framework = new Set<unknown>([
    'NestFactory',
    'InstanceLoader',
    'RoutesResolver',
    'RouterExplorer',
    'NestApplication',
  ]);

  override log(message: unknown, ...more: unknown[]): void {
    if (QuietFrameworkLogger.framework.has(more.at(-1))) this.debug(message, ...more);
    else super.log(message, ...more);
  }
}
