import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Decider, ERASED, evolved, type Fact } from '#kernel';
import { type Context, EventRegistry } from '#platform';
import { recorded } from '../support/folded.js';
import { allContexts } from './contexts.js';
import {
  digestOf,
  fileNameOf,
  type Golden,
  goldenFiles,
  goldenIn,
  manifestOf,
  writeMissing,
} from './golden-files.js';
import { samples } from './samples/index.js';

const folder = import.meta.dirname;

/** `L2D_WRITE_HISTORY=1 npm test -- test/history` keeps a golden file of each sample that has none yet. */
const written = process.env['L2D_WRITE_HISTORY'] ? writeMissing(folder, samples) : [];
if (written.length > 0) process.stdout.write(`Wrote ${written.join(', ')}.\n`);

let contexts: readonly Context[];
let registry: EventRegistry;
beforeAll(async () => {
  contexts = await allContexts();
  registry = EventRegistry.of(contexts);
});

const files = goldenFiles(folder);
const deciders = () => contexts.flatMap(({ deciders: those = [] }) => those);

describe('the history of event types', () => {
  it('keeps a golden file of every event that can be recorded', () => {
    expect(registry.all().length).toBeGreaterThan(60);
    const missing = registry
      .all()
      .map(fileNameOf)
      .filter((name) => !files.includes(name))
      .map(
        (name) =>
          `${name} is missing: add a sample to test/history/samples, then L2D_WRITE_HISTORY=1 npm test -- test/history`,
      );
    expect(missing).toEqual([]);
  });

  it('was never edited', () => {
    const manifest = manifestOf(folder);
    expect(files.map((name) => [name, digestOf(folder, name)])).toEqual(Object.entries(manifest));
  });

  it('names each file by the event in it', () =>
    expect(files.map((name) => fileNameOf(goldenIn(folder, name)))).toEqual(files));

  it.each(files)('%s: is still declared, and folded into state by a decider', (name) => {
    const golden = goldenIn(folder, name);
    expect(registry.typeOf(golden)).toBeDefined();
    const readers = deciders().filter((decider) => golden.type in decider.evolve);
    expect(readers).not.toEqual([]);
    for (const decider of readers) expect(() => folded(decider, golden)).not.toThrow();
  });

  it.each(files)('%s: is still folded by every projection that cares', (name) => {
    const [event] = recorded([goldenIn(folder, name)]);
    for (const projection of contexts.flatMap(({ projections = [] }) => projections)) {
      const step = projection.on[event!.type];
      if (!step) continue;
      for (const key of [projection.key(event!)].flat()) {
        const blank = projection.blank(key);
        const row = step(blank, event!, key);
        if (row) expect(Object.keys(row)).toEqual(expect.arrayContaining(Object.keys(blank)));
      }
    }
  });

  it('is still read where personal fields have been erased', () => {
    const personal = files
      .map((name) => goldenIn(folder, name))
      .filter((golden) => fieldsOf(golden).length > 0);
    expect(personal).not.toEqual([]);
    for (const golden of personal) {
      const erased = {
        ...golden,
        data: { ...golden.data, ...Object.fromEntries(fieldsOf(golden).map((field) => [field, ERASED])) },
      };
      for (const decider of deciders().filter(({ evolve }) => golden.type in evolve))
        expect(() => folded(decider, erased)).not.toThrow();
    }
  });
});

describe('keeping a golden file', () => {
  const place: Fact = { type: 'PlaceKept', version: 1, data: { placeId: 'amara' } };

  it('writes what is missing, and never touches what exists', () => {
    const made = mkdtempSync(join(tmpdir(), 'history-'));
    try {
      expect(writeMissing(made, [place])).toEqual(['PlaceKept.v1.json']);
      expect(goldenIn(made, 'PlaceKept.v1.json')).toEqual(place);
      expect(writeMissing(made, [{ ...place, data: { placeId: 'bo' } }])).toEqual([]);
      expect(goldenIn(made, 'PlaceKept.v1.json')).toEqual(place);
      expect(manifestOf(made)).toEqual({ 'PlaceKept.v1.json': digestOf(made, 'PlaceKept.v1.json') });

      writeFileSync(join(made, 'PlaceKept.v1.json'), '{}');
      expect(manifestOf(made)['PlaceKept.v1.json']).not.toBe(digestOf(made, 'PlaceKept.v1.json'));
    } finally {
      rmSync(made, { recursive: true });
    }
  });
});

/** The state after an event: folded behind the samples listed before it, which tell of what must have happened first. */
const folded = (decider: Decider, golden: Golden): unknown => {
  const before = samples.slice(
    0,
    samples.findIndex(({ type }) => type === golden.type),
  );

  return recorded<Fact>([...before.filter(({ type }) => type in decider.evolve), golden]).reduce(
    (state: unknown, event) => evolved(decider, state, event),
    decider.initial,
  );
};

const fieldsOf = (golden: Golden): readonly string[] =>
  Object.values(registry.typeOf(golden)?.personal ?? {}).flat();
