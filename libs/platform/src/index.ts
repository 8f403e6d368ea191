export * from './clock.js';
export * from './commands.js';
export * from './context.js';
export * from './event-store.js';
export * from './read-models.js';
export * from './all-ids-of.js';
export * from './http/command-route.js';
export * from './http/command-routes.js';
export { answers, answersPage } from './http/answers.js';
export * from './http/as-at.js';
export * from './http/page.js';
export { badField, Problem } from './http/problem.js';
export type { Settling } from './http/settling.js';
export * from './stores/append-rules.js';
export * from './stores/event-hash.js';
export * from './stores/memory-event-store.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/embedded-postgres.js';
export { testDatabase, type TestDatabase } from './embedded/test-database.js';
export * from './deciding/command-runner.js';
export * from './deciding/deciding-providers.js';
export * from './deciding/event-registry.js';
export * from './deciding/generated-handlers.js';
export * from './deciding/limits.js';
export * from './deciding/rule-book.js';
export * from './deciding/store-failed.js';
export * from './logging/log-context.js';
export * from './logging/product-logger.js';
export * from './sealing/file-keyring.js';
export * from './sealing/keyring.js';
export { assertKeysOfLog } from './sealing/keys-of-log.js';
export * from './sealing/sealing.js';
export { openDatabase, type Database, type DatabaseOptions } from './stores/database.js';
export { DatabaseFailed, withoutDetail } from './stores/database-error.js';
export { PostgresEventStore, type PostgresEventStoreOptions } from './stores/postgres-event-store.js';
export * from './configuration/configuration.js';
export { Metrics } from './http/metrics.js';
export { publishOpenApi } from './http/openapi.js';
export { httpAdapter, openDoor } from './http/server.js';
export { PlatformModule, type PlatformParts } from './platform.module.js';
export * from './following/followers.js';
export { type Meant, meantBy } from './following/moments.js';
export * from './following/status.js';
export { ReadModelsOverPostgres } from './following/read-models.js';
export type { Progress } from './following/refill.js';
