import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import {
  type BusinessDate,
  type CommandType,
  commandOf,
  daysAfter,
  derivedId,
  referencesOf,
  streamOf,
} from '#kernel';
import { cohorts } from '#cohorts';
import { type Place, type PlaceBook, places } from '#places';
import type { Draw } from './drawing.js';
import {
  awardId,
  COHORTS,
  MODULES,
  MORE_COHORTS,
  MORE_ORGANISATIONS,
  MORE_PEOPLE,
  ORGANISATIONS,
  PEOPLE,
  planFrom,
  programmeId,
  versionId,
} from './ground.js';
import type { ProductInMemory } from './product-in-memory.js';

/** What a command is about: a cohort and, if any, a place of it. */
interface Focus {
  readonly product: ProductInMemory;
  readonly draw: Draw;
  readonly command: CommandType;
  readonly cohortId: string;
  readonly book: PlaceBook;
  readonly placeId: string;
  readonly place: Place | undefined;
}

/** A field as @nestjs/swagger keeps what the decorators of the kernel state. */
interface Field {
  readonly required: boolean;
  readonly type: unknown;
  readonly enum?: readonly string[];
  /** Of a list of words. */
  readonly items?: { readonly enum?: readonly string[] };
  readonly format?: string;
  readonly isArray?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

const fieldsOf = (type: object): readonly (readonly [name: string, field: Field])[] => {
  const names = (Reflect.getMetadata('swagger/apiModelPropertiesArray', type) ?? []) as readonly string[];
  return names.map((name) => [
    name.slice(1),
    Reflect.getMetadata('swagger/apiModelProperties', type, name.slice(1)) as Field,
  ]);
};

const someone = ({ draw }: Focus): string => draw.one(draw.happens(0.15) ? MORE_PEOPLE : PEOPLE);
const somebody = ({ draw }: Focus): string =>
  draw.one(draw.happens(0.15) ? MORE_ORGANISATIONS : ORGANISATIONS);
const theirs = (focus: Focus): string =>
  focus.place?.personId !== undefined && focus.draw.happens(0.6) ? focus.place.personId : someone(focus);
const sponsor = (focus: Focus): string =>
  focus.place && focus.draw.happens(0.6) ? focus.place.sponsorId : somebody(focus);
const kindly = (focus: Focus): string =>
  focus.command.name.includes('Organisation') ? somebody(focus) : someone(focus);
const later = ({ draw, cohortId }: Focus): string =>
  draw.one(COHORTS.slice(COHORTS.indexOf(cohortId) + 1).concat(COHORTS.at(-1)!));
const elsewhere = (focus: Focus) => {
  const cohortId = later(focus);
  return { cohortId, placeId: derivedId('return', cohortId, focus.placeId) };
};
const newPlace = ({ draw }: Focus): string => derivedId('place', draw.below(1_000_000));
const lately = ({ draw, product }: Focus): BusinessDate => draw.day(product.today, -15, 0);

/** What fields mean by their names, where a type alone does not say it. */
const MEANT: Readonly<Record<string, (focus: Focus) => unknown>> = {
  cohortId: ({ cohortId }) => cohortId,
  placeId: ({ placeId }) => placeId,
  personId: theirs,
  sponsorId: sponsor,
  awardId: ({ book }) => book.rules?.awardId ?? awardId,
  programmeId: () => programmeId,
  versionId: () => versionId,
  organisationId: somebody,
  unitId: ({ draw }) => derivedId('unit', draw.below(2)),
  moduleId: ({ draw }) => draw.one(MODULES),
  lineManagerId: someone,
  allowedBy: someone,
  waivedBy: someone,
  contactPersonId: someone,
  keptId: kindly,
  mergedId: kindly,
  oneId: kindly,
  otherId: kindly,
  groupId: ({ place, draw }) => place?.groupId ?? derivedId('group', draw.below(40)),
  toCohortId: later,
  toPlaceId: ({ placeId }) => derivedId('carried', placeId),
  returnTo: elsewhere,
  fromCohortId: ({ draw }) => draw.one(COHORTS),
  notifiedOn: lately,
  startedOn: lately,
  capacity: ({ draw }) => draw.from(1, 6),
  pricePence: ({ draw }) => draw.one([280_000, 300_000, 320_000]),
  name: ({ draw }) => draw.one(['One name', 'Another name', 'A third name']),
  email: ({ draw }) => `${draw.one(['one', 'two'])}@example.org`,
  identifier: ({ draw }) => draw.one(['SC012345', 'SC654321']),
  peppolId: () => '9933:1234567890',
  councilAreas: ({ draw }) => [draw.one(['Fife', 'Moray'])],
  before: () => 'start',
  modulesPassed: () => undefined,
  fundingShares: () => undefined,
  instalmentPlan: () => undefined,
  refundBands: () => undefined,
  sectorShares: () => undefined,
  modules: () => undefined,
};

const setupOf = ({ product, cohortId }: Focus) => product.seen(cohorts, cohortId).setup;
const shifted = (focus: Focus) => {
  const setup = setupOf(focus);
  if (!setup) return { modules: newPlan(focus).modules };
  const days = focus.draw.from(1, 25);
  const on = (day: BusinessDate) => daysAfter(day, days);
  const modules = setup.modules.map((module) => ({
    ...module,
    startsOn: on(module.startsOn),
    endsOn: on(module.endsOn),
  }));
  return {
    startsOn: on(setup.startsOn),
    endsOn: on(setup.endsOn),
    lastJoiningDate: on(setup.lastJoiningDate),
    enrolmentClosesOn: undefined,
    modules,
    ...(focus.draw.happens(0.5) ? { withdrawFreeUntil: focus.draw.day(focus.product.today, 0, 20) } : {}),
  };
};
const newPlan = (focus: Focus) => planFrom(focus.draw.day(focus.product.today, 0, 40), focus.draw);
const PAST = { programmeId, awardId, versionId, startsOn: '2024-01-08', endsOn: '2024-11-29', capacity: 2 };
const pastCohort = ({ draw }: Focus) => ({ cohortId: draw.one(MORE_COHORTS.slice(1)) });
const pastPlace = (focus: Focus) => ({
  ...PAST,
  ...pastCohort(focus),
  placeId: derivedId('a past place', focus.draw.below(6)),
  requestedOn: '2023-10-02',
  startedOn: focus.draw.happens(0.8) ? '2024-01-08' : undefined,
  withdrawnOn: undefined,
  outcome: undefined,
  outcomeOn: undefined,
  ...(focus.draw.happens(0.5)
    ? { startedOn: '2024-01-08', outcome: 'awarded', outcomeOn: '2025-01-20' }
    : {}),
  personal: [],
  flags: [],
});

const NOTHING_STATED = {
  ...{ lineManagerId: undefined, privacyNoticeVersion: undefined, checks: undefined },
  ...{ orderToFollow: undefined, releaseDays: undefined, modulesPassed: undefined, expectedOn: undefined },
  ...{ reasonGiven: undefined, allowedBy: undefined },
};

/** Fields of some commands that go together. */
const TOGETHER: Readonly<Record<string, (focus: Focus) => object>> = {
  RequestPlace: (focus) => ({ placeId: newPlace(focus) }),
  RequestGroup: (focus) => ({
    places: Array.from({ length: focus.draw.from(2, 3) }, () => ({ placeId: newPlace(focus) })),
  }),
  AdmitByException: (focus) => ({
    placeId: newPlace(focus),
    overRules: focus.draw.one([
      ['capacity', 'order', 'sector-share'],
      ['places-not-open', 'capacity', 'order', 'sector-share'],
    ]),
  }),
  PlanCohort: (focus) => ({ ...newPlan(focus), cohortId: MORE_COHORTS[0] }),
  AmendPlan: (focus) => ({ ...newPlan(focus) }),
  CopyCohort: ({ product, draw }) => {
    const fromCohortId = draw.one(COHORTS);
    // The door reads the set-up that is copied.
    const earlier = product.seen(cohorts, fromCohortId).setup;
    return { cohortId: MORE_COHORTS[0], fromCohortId, earlier, startsOn: draw.day(product.today, 60, 120) };
  },
  PostponeCohort: shifted,
  RescheduleModule: (focus) => {
    const module = setupOf(focus)?.modules.at(-1);
    const days = focus.draw.from(1, 20);
    return module
      ? {
          moduleId: module.moduleId,
          startsOn: daysAfter(module.startsOn, days),
          endsOn: daysAfter(module.endsOn, days),
        }
      : {};
  },
  RecordApproval: ({ draw }) => {
    const decision = draw.one([
      'approved',
      'approved',
      'approved_with_conditions',
      'returned',
      'not_approved',
    ]);
    return {
      decision,
      conditions: decision === 'approved_with_conditions' ? ['A second examiner'] : undefined,
    };
  },
  CorrectPlaceStatement: ({ draw }) => ({
    ...NOTHING_STATED,
    ...draw.one([
      { fact: 'accepted', releaseDays: draw.below(60) },
      { fact: 'confirmed', privacyNoticeVersion: draw.one(['2026-1', '2026-2']) },
      { fact: 'deferred', modulesPassed: [{ moduleId: draw.one(MODULES) }] },
    ]),
  }),
  ExtendDeferral: ({ place, product, draw }) => ({
    limitOn: draw.day(place?.deferral?.limitOn ?? product.today, 1, 60),
  }),
  RegisterOrganisation: ({ draw }) => ({ organisationId: draw.one(MORE_ORGANISATIONS) }),
  RegisterPerson: ({ draw }) => ({ personId: draw.one(MORE_PEOPLE) }),
  RecordRegisterEntry: ({ draw }) => ({ organisationId: draw.one(MORE_ORGANISATIONS) }),
  RecordPersonOfHistory: ({ draw }) => ({ personId: draw.one(MORE_PEOPLE) }),
  DefineProgramme: () => ({
    programmeId: derivedId('another programme'),
    awardId: derivedId('another award'),
  }),
  DefineProgrammeVersion: ({ draw }) => ({
    versionId: derivedId('version', draw.below(3)),
    modules: [{ moduleId: MODULES[0], title: 'Leading people' }],
  }),
  RetireProgrammeVersion: ({ draw }) => ({ versionId: derivedId('version', draw.below(3)) }),
  RecordPastProgramme: () => ({
    programmeId: derivedId('a past programme'),
    awardId: derivedId('a past award'),
  }),
  RecordPastCohort: (focus) => ({ ...PAST, ...pastCohort(focus), number: 0, knownFrom: '2023-10-02' }),
  RecordPastPlace: pastPlace,
  RecordPastAward: (focus) => ({
    ...pastPlace(focus),
    grantedOn: focus.draw.one(['2025-01-20', '2025-01-21']),
  }),
  RecordPastParticipant: (focus) => ({ ...pastPlace(focus), personId: focus.draw.one(MORE_PEOPLE) }),
  RecordPastCandidacy: (focus) => ({ ...pastPlace(focus), from: '2024-01-08', until: '2024-06-01' }),
};

/** Commands with many fields of which one or two go together at a time. */
const SPARSE: ReadonlySet<string> = new Set([
  'CorrectCohortFact',
  'CorrectOrganisationFact',
  'CorrectPersonFact',
  'CorrectProgrammeFact',
]);

const focusOn = (product: ProductInMemory, draw: Draw, command: CommandType): Focus => {
  const asked = COHORTS.filter((id) => !product.seen(places, id).places.isEmpty());
  const cohortId = draw.one(
    draw.happens(0.05) ? MORE_COHORTS : draw.happens(0.6) && asked[0] ? asked : COHORTS,
  );
  const book = product.seen(places, cohortId);
  // The states come before the places: most places of a long sequence have ended.
  const states = [...new Set([...book.places.values()].map(({ state }) => state))];
  const state = states.length > 0 ? draw.one(states) : undefined;
  const ids = [...book.places].flatMap(([id, place]) => (place.state === state ? [id] : []));
  const placeId = ids.length > 0 ? draw.one(ids) : derivedId('place', draw.below(1_000_000));
  return { product, draw, command, cohortId, book, placeId, place: book.places.get(placeId) };
};

/** A command of a kind as somebody may send it now: its fields by what they are called and are of, about things there are. */
export const drawn = (product: ProductInMemory, command: CommandType, draw: Draw): object => {
  const focus = focusOn(product, draw, command);
  const made = madeOf(command, focus);
  Object.assign(made, TOGETHER[command.name]?.(focus));
  for (const [field, value] of Object.entries(made)) if (value === undefined) delete (made as Fields)[field];
  const whole = withItsFact(made, focus);
  assertTakenBy(command, whole);
  return whole;
};

// What no door would let in proves nothing, and may go wrong where nothing is wrong.
const assertTakenBy = (type: CommandType, command: object): void => {
  const instance = plainToInstance(type, { ...command });
  const wrong = validateSync(instance, { forbidUnknownValues: false }).map(({ property }) => property);
  if (wrong.length > 0)
    throw new Error(`${type.name} was drawn with fields nobody may send: ${wrong.join(', ')}.`);
};

type Fields = Record<string, unknown>;

const madeOf = (type: CommandType, focus: Focus): object =>
  commandOf(
    type,
    Object.fromEntries(
      fieldsOf(type.prototype as object)
        .filter(([, { required }]) => required || focus.draw.happens(SPARSE.has(type.name) ? 0.07 : 0.35))
        .map(([name, field]) => [name, valueOf(type, name, field, focus)]),
    ),
  );

const valueOf = (type: CommandType, name: string, field: Field, focus: Focus): unknown => {
  const { draw, product } = focus;
  const one = (): unknown => {
    const words = field.enum ?? field.items?.enum;
    if (words) return draw.one(words);
    const of = referencesOf(type).find((reference) => reference.field === name)?.of;
    if (MEANT[name]) return MEANT[name](focus);
    if (of === 'organisation') return somebody(focus);
    if (of === 'person') return someone(focus);
    if (field.format === 'uuid') return derivedId(name, draw.below(5));
    if (field.format === 'date') return draw.day(product.today, -12, 30);
    if (field.type === 'integer' || field.type === 'number')
      return draw.from(field.minimum ?? 0, Math.min(field.maximum ?? 9, (field.minimum ?? 0) + 6));
    if (field.type === Boolean) return draw.happens(0.5);
    if (field.type === String) return draw.one(['Some words', 'Other words']);
    return madeOf((field.type as () => CommandType)(), focus);
  };
  const isList = field.isArray === true || field.type === 'array';
  return isList && (MEANT[name] === undefined || field.items?.enum) ? [one()] : one();
};

/** A correction names a fact of the stream it is decided in. */
const withItsFact = (command: object, { product, draw }: Focus): object => {
  const field = ['factId', 'corrects'].find((name) => name in command);
  if (field === undefined) return command;

  const decider = product.deciderOf(command);
  const stream = streamOf(decider, decider.key(command));
  const facts = product.log.filter((event) => event.stream === stream);
  return facts.length === 0 ? command : Object.assign(command, { [field]: draw.one(facts).id });
};
