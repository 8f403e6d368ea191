export * from './clock.js';
export * from './commands.js';
export * from './context.js';
export * from './event-store.js';
export * from './read-models.js';
export * from './http/command-routes.js';
export * from './http/page.js';
