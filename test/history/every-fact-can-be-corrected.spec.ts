import { cohorts, CorrectCohortFact, StrikeCohortFact } from '#cohorts';
import { graduations } from '#graduations';
import { commandOf, type Decider, evolved, type Fact, type Facts, isRefusal, type KeptFact } from '#kernel';
import { decide, happened } from '#kernel/specification';
import { CorrectOrganisationFact, organisations, StrikeOrganisationFact } from '#organisations';
import { CorrectPersonFact, people, StrikePersonFact } from '#people';
import { places } from '#places';
import { CorrectProgrammeFact, programmes, StrikeProgrammeFact } from '#programmes';
import { HOW_CORRECTED, IN_EVERY_FACT } from './how-places-are-corrected.js';
import { cohortsSamples } from './samples/cohorts.samples.js';
import { cohortId, amara as personId, organisationId, programmeId } from './samples/ids.js';
import { organisationsSamples } from './samples/organisations.samples.js';
import { pastSamples } from './samples/past.samples.js';
import { peopleSamples } from './samples/people.samples.js';
import { programmesSamples } from './samples/programmes.samples.js';
import { NO_FACTS } from './what-is-no-fact-of-a-place.js';

/** How the facts of one kind of stream are corrected and struck, and which are not: decision records 11 and 13 say why. */
interface Corrected {
  readonly decider: Decider<any, any>;
  readonly samples: readonly Fact[];
  readonly correct: (factId: string) => object;
  readonly strike: (factId: string) => object;
  readonly notCorrected: readonly string[];
  readonly notStruck: readonly string[];
}

const reason = 'Typing error';
const KINDS: readonly Corrected[] = [
  {
    decider: organisations,
    samples: organisationsSamples,
    correct: (factId) =>
      commandOf(CorrectOrganisationFact, { organisationId, factId, reason, on: '2020-02-03' }),
    strike: (factId) => commandOf(StrikeOrganisationFact, { organisationId, factId, reason }),
    notCorrected: [],
    notStruck: ['OrganisationRegistered'],
  },
  {
    decider: people,
    samples: [...peopleSamples, ...pastSamples],
    correct: (factId) =>
      commandOf(CorrectPersonFact, { personId, factId, reason: 'misread', on: '2020-02-03' } as never),
    strike: (factId) => commandOf(StrikePersonFact, { personId, factId, reason: 'misread' } as never),
    notCorrected: [],
    notStruck: ['PersonRegistered'],
  },
  {
    decider: programmes,
    samples: programmesSamples,
    correct: (factId) => commandOf(CorrectProgrammeFact, { programmeId, factId, reason, on: '2020-02-03' }),
    strike: (factId) => commandOf(StrikeProgrammeFact, { programmeId, factId, reason }),
    notCorrected: [],
    notStruck: ['ProgrammeDefined', 'ProgrammeVersionDefined'],
  },
  {
    decider: cohorts,
    samples: cohortsSamples,
    correct: (factId) => commandOf(CorrectCohortFact, { cohortId, factId, reason, on: '2020-02-03' }),
    strike: (factId) => commandOf(StrikeCohortFact, { cohortId, factId, reason }),
    // Said again for the same day; asked of the place book, which decides; told of merges.
    notCorrected: [
      'CapacityLoweringAsked',
      'CapacityLoweringRefused',
      'InterestCountedTogether',
      'InterestExpressed',
      'InterestWithdrawn',
      'PriceCorrectionAsked',
      'PriceCorrectionSettled',
    ],
    notStruck: [
      'CapacityLowered',
      'CapacityLoweringAsked',
      'CapacityLoweringRefused',
      'CapacityRaised',
      'CohortPlanned',
      'EnrolmentClosed',
      'EnrolmentOpened',
      'InterestCountedTogether',
      'InterestExpressed',
      'InterestWithdrawn',
      'PriceCorrectionAsked',
      'PriceCorrectionSettled',
    ],
  },
];

/** Codes by which a kind of fact is never corrected, or never struck, whatever is said of it. */
const NEVER = ['fact-of-another-kind', 'registration-stays'];

describe.each(KINDS.map((kind) => [kind.decider.name, kind] as const))(
  'every fact of a stream of %s',
  (_, kind) => {
    const { decider, samples } = kind;
    const own = samples.filter(({ type }) =>
      Object.values(decider.events).some((known) => known.type === type),
    );
    const state = own.reduce<{ readonly facts: Facts }>(
      (so, fact, index) => evolved(decider, so, happened(fact, index)) as { readonly facts: Facts },
      decider.initial as { readonly facts: Facts },
    );
    const never = (commandFor: (factId: string) => object) =>
      state.facts.kept
        .toArray()
        .filter(({ id }: KeptFact) => {
          const decision = decide(decider, state, commandFor(id), { now: '2027-09-01T08:00:00.000Z' });
          return isRefusal(decision) && NEVER.includes(decision.refused);
        })
        .map(({ type }) => type)
        .filter((type, at, all) => all.indexOf(type) === at)
        .toSorted();

    it('is among those tried', () => {
      const corrections = Object.values(decider.events).filter(({ type }) =>
        /Fact(Corrected|Struck)$/.test(type),
      );
      expect(corrections).toHaveLength(2);
      expect(new Set(state.facts.kept.map(({ type }) => type)).size).toBe(
        Object.keys(decider.events).length - corrections.length,
      );
    });

    it('is corrected, or named here as one that is not', () =>
      expect(never(kind.correct)).toEqual(kind.notCorrected));

    it('is struck, or named here as one that is not', () =>
      expect(never(kind.strike)).toEqual(kind.notStruck));
  },
);

describe('every field of every fact of a place and its award', () => {
  const rules = [...places.rules, ...graduations.rules];
  const named = Object.entries({ ...HOW_CORRECTED, EVERY: IN_EVERY_FACT }).flatMap(([type, fields]) =>
    Object.entries<string>(fields).flatMap(([field, how]) =>
      how.startsWith('by ') ? [{ type, field, command: how.slice('by '.length) }] : [],
    ),
  );
  const STATEMENT = 'CorrectPlaceStatement';
  /** What these take back is recorded again. */
  const TAKES_BACK = ['StrikePlaceFact', 'DeclineTransfer'];
  const fieldsOf = (command: string): readonly string[] => {
    const type = rules.find((one) => one.command.name === command)?.command;
    const fields = Reflect.getMetadata('swagger/apiModelPropertiesArray', type?.prototype ?? {}) as unknown;
    return ((fields ?? []) as readonly string[]).map((name) => name.slice(1));
  };

  it('is in a list: how it is corrected, or why it is no statement of a fact', () => {
    const listed = [...Object.keys(HOW_CORRECTED), ...Object.keys(NO_FACTS)];
    const events = [places, graduations].flatMap((decider) =>
      Object.values<{ readonly type: string }>(decider.events).map(({ type }) => type),
    );
    expect(listed.toSorted()).toEqual(events.toSorted());
  });

  it.each(named)('$type: $field is corrected by $command', ({ field, command }) => {
    const fields = fieldsOf(command);
    expect(fields).toContain('placeId');
    if (!TAKES_BACK.includes(command))
      expect(fields).toContain(field === 'reason' && command === STATEMENT ? 'reasonGiven' : field);
  });
});
