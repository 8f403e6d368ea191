import { commandOf } from '#kernel';
import { happened, specification } from '#kernel/specification';
import {
  approved,
  autumnSetup,
  closed,
  cohortId,
  delivering,
  opened,
  planned,
  planning,
  recommended,
  uptoApproval,
  uptoClosing,
} from './autumn-cohort.example.js';
import { fieldsAtFault } from './fields-at-fault.example.js';
import { cohorts } from './cohorts.decider.js';
import { CorrectCohortFact } from './correct-cohort-fact.js';
import {
  cohortApproved,
  cohortCancelled,
  cohortCompleted,
  type CohortEvent,
  cohortFactCorrected,
  cohortFactStruck,
  cohortStarted,
  moduleRescheduled,
  planAmended,
} from './events.js';
import { StartCohort } from './start-cohort.js';
import { StrikeCohortFact } from './strike-cohort-fact.js';

const given = specification(cohorts);
const reason = 'Typing error';
const started = cohortStarted({ cohortId }, '2026-09-14');
const completed = cohortCompleted({ cohortId }, '2027-06-30');
const whole = [...uptoClosing, started, completed] as const;

/** The id of a fact where it stands in a story. */
const idIn = (facts: readonly CohortEvent[], fact: CohortEvent) => happened(fact, facts.indexOf(fact)).id;
const correcting = (
  facts: readonly CohortEvent[],
  fact: CohortEvent,
  becomes: Partial<CorrectCohortFact> = {},
) => commandOf(CorrectCohortFact, { cohortId, factId: idIn(facts, fact), reason, ...becomes });
const corrected = (
  facts: readonly CohortEvent[],
  fact: CohortEvent,
  becomes: Partial<Parameters<typeof cohortFactCorrected>[0]>,
  on = fact.effectiveOn,
) => cohortFactCorrected({ cohortId, corrects: idIn(facts, fact), fact: fact.type, reason, ...becomes }, on);
const LATE = { now: '2027-08-02T08:00:00.000Z' };

describe('correcting what was recorded of a cohort', () => {
  it('takes another reason for the one that was given, though its places ended with it', () => {
    const gone = cohortCancelled({ cohortId, reason: 'Few', placesOpened: true }, '2026-05-04');
    const facts = [...uptoApproval, opened, gone];
    const becomes = { reasonGiven: 'The venue closed' };
    given(...facts)
      .when(correcting(facts, gone, becomes))
      .then(corrected(facts, gone, becomes));
    given(...facts)
      .when(correcting(facts, gone, { reasonGiven: 'Few' }))
      .thenNothing();
    given(...facts)
      .when(correcting(facts, gone, { reasonGiven: null }))
      .thenRefused('cannot-be-missing', 'reasonGiven');
    given(...facts)
      .when(correcting(facts, opened, becomes))
      .thenRefused('field-of-another-fact', 'reasonGiven');
  });

  it.each<[string, CohortEvent, Partial<CorrectCohortFact>]>([
    ['its name', planned, { name: 'Autumn 2026, Stirling' }],
    ['its number', planned, { number: 7 }],
    ['the day it was recommended', recommended, { on: '2026-02-03' }],
    ['the reference of its approval', approved, { reference: 'SG/2026/141' }],
    ['the conditions of its approval', approved, { conditions: ['Two centres'] }],
    ['the day it started', started, { on: '2026-09-15' }],
    ['the day it was completed', completed, { on: '2027-07-01' }],
  ])('says what is right: %s', (_, fact, becomes) => {
    // Conditions could not have been met in a story that goes on.
    const facts = becomes.conditions ? uptoApproval : whole;
    const { on, ...fields } = becomes;
    given(...facts)
      .when(correcting(facts, fact, becomes), LATE)
      .then(corrected(facts, fact, fields, on ?? fact.effectiveOn));
  });

  it('is what holds from then on', () => {
    const { state } = given(
      ...uptoClosing,
      corrected(uptoClosing, planned, { startsOn: '2026-09-07' }),
      corrected(uptoClosing, approved, { reference: 'SG/2026/141' }, '2026-03-03'),
    );
    expect(state).toMatchObject({
      stage: 'enrolment_closed',
      decisionReference: 'SG/2026/141',
      setup: { ...autumnSetup, startsOn: '2026-09-07' },
    });
    given(...uptoClosing, corrected(uptoClosing, planned, { startsOn: '2026-09-07' }))
      .when(commandOf(StartCohort, { cohortId }), { now: '2026-09-07T08:00:00.000Z' })
      .then(cohortStarted({ cohortId }));
  });
  it('takes off what a fact may be without', () => {
    const conditional = [
      planned,
      recommended,
      cohortApproved({ cohortId, reference: 'SG/2026/114', conditions: ['Two centres'] }, '2026-03-02'),
    ] as const;
    for (const conditions of [null, []])
      given(...conditional)
        .when(correcting(conditional, conditional[2], { conditions }))
        .then(corrected(conditional, conditional[2], { conditions: null }));
    given(planned)
      .when(correcting([planned], planned, { name: null as never }))
      .thenRefused('cannot-be-missing', 'name');
  });
  it('takes the price while nobody could have accepted it', () => {
    const price = {
      pricePence: 320_000,
      fundingShares: [{ funder: 'sponsor' as const, pence: 320_000 }],
      instalmentPlan: [{ afterModuleId: delivering, pence: 320_000 }],
    };
    given(...uptoApproval)
      .when(correcting(uptoApproval, planned, price))
      .then(corrected(uptoApproval, planned, price));
    given(...uptoApproval)
      .when(correcting(uptoApproval, planned, { pricePence: 320_000 }))
      .thenRefused('shares-differ-from-price', 'fundingShares');
  });
  it('changes nothing where it is so already', () => {
    given(...whole)
      .when(correcting(whole, started, { on: '2026-09-14' }), LATE)
      .thenNothing();
    given(planned)
      .when(correcting([planned], planned, { modules: [...planning().modules] }))
      .thenNothing();
  });
  it('may correct a correction, by its own id', () => {
    const first = corrected([planned], planned, { name: 'Autum' });
    given(planned, first)
      .when(commandOf(CorrectCohortFact, { cohortId, factId: happened(first, 1).id, reason, name: 'Fall' }))
      .then(
        cohortFactCorrected(
          { cohortId, corrects: happened(first, 1).id, fact: 'CohortPlanned', reason, name: 'Fall' },
          '2026-01-12',
        ),
      );
  });
  it('is of the statement that counts: an amended plan is corrected where it was amended', () => {
    const amended = planAmended({ cohortId, ...autumnSetup, name: 'Fall' }, '2026-01-20');
    const facts = [planned, amended];
    expect(given(...facts, corrected(facts, amended, { name: 'Autumn' })).state.setup?.name).toBe('Autumn');
  });
  it('corrects the days of a module that was moved', () => {
    const moved = moduleRescheduled(
      {
        cohortId,
        moduleId: delivering,
        startsOn: '2027-01-25',
        endsOn: '2027-01-27',
        venue: 'Pitlochry',
        from: { startsOn: '2027-01-18', endsOn: '2027-01-20', venue: 'Pitlochry' },
        reason: 'Snow',
        placesOpened: true,
      },
      '2026-08-20',
    );
    const facts = [...uptoClosing, moved];
    given(...facts)
      .when(correcting(facts, moved, { venue: 'Oban' }))
      .then(corrected(facts, moved, { venue: 'Oban' }));
  });

  describe('is refused', () => {
    it('for what was not recorded, or is not corrected this way', () => {
      given(planned).when(correcting(whole, completed)).thenRefused('no-such-fact', 'factId');
      given().when(correcting(whole, planned)).thenRefused('unknown-cohort', 'cohortId');
    });
    it('for a field the fact does not have', () =>
      given(...whole)
        .when(correcting(whole, started, { name: 'Autumn' }), LATE)
        .thenRefused('field-of-another-fact', 'name'));
    it('for a day that has not come', () =>
      given(...uptoClosing)
        .when(correcting(uptoClosing, closed, { on: '2026-09-02' }))
        .thenRefused('dated-in-the-future', 'on'));
    it('where another fact could not have happened then', () => {
      given(...whole)
        .when(correcting(whole, planned, { startsOn: '2026-09-15', modules: [] }), LATE)
        .thenRefused('facts-rest-on-it', 'factId');
      given(...whole)
        .when(correcting(whole, started, { on: '2027-07-01' }), LATE)
        .thenRefused('facts-rest-on-it', 'factId');
      given(...whole)
        .when(correcting(whole, approved, { on: '2026-04-02' }), LATE)
        .thenRefused('facts-rest-on-it', 'factId');
      given(...uptoClosing)
        .when(correcting(uptoClosing, approved, { conditions: ['Two centres'] }))
        .thenRefused('facts-rest-on-it', 'factId');
    });
    it('where the plan would not be sound any more', () =>
      given(...uptoClosing)
        .when(correcting(uptoClosing, planned, { endsOn: '2027-01-19' }))
        .thenRefused('module-outside-cohort', 'modules.1.endsOn'));
    it.each<[string, Partial<CorrectCohortFact>]>([
      ['capacity', { capacity: 101 }],
      ['pricePence', { pricePence: 1 }],
      ['sectorShares', { sectorShares: [{ sector: 'private', seats: 1, releasedOn: '2026-06-30' }] }],
      ['maxPerSponsor', { maxPerSponsor: 8 }],
      ['splitAnswerDays', { splitAnswerDays: 5 }],
      ['splitAnswerDaysBeforeStart', { splitAnswerDaysBeforeStart: 14 }],
    ])('once sponsors have asked for places by it: %s', (field, becomes) =>
      given(...uptoApproval, opened)
        .when(correcting([...uptoApproval, opened], planned, becomes))
        .thenRefused('book-decides-by-it', field),
    );
  });

  it('takes its fields as a plan does, none of them needed', async () => {
    const bare = { cohortId, factId: cohortId, reason };
    expect(await fieldsAtFault(CorrectCohortFact, bare)).toEqual([]);
    expect(await fieldsAtFault(CorrectCohortFact, { ...bare, name: 'Fall', maxPerSponsor: null })).toEqual(
      [],
    );
    expect(await fieldsAtFault(CorrectCohortFact, { ...bare, startsOn: '2026-02-30' })).toEqual(['startsOn']);
    expect(await fieldsAtFault(CorrectCohortFact, { ...bare, modules: [{ moduleId: 'x' }] })).toEqual([
      'modules',
    ]);
    expect(await fieldsAtFault(CorrectCohortFact, { ...bare, awardId: cohortId })).toEqual(['awardId']);
    expect(await fieldsAtFault(CorrectCohortFact, { cohortId, factId: cohortId })).toEqual(['reason']);
  });
});

describe('striking what was recorded of a cohort', () => {
  const striking = (facts: readonly CohortEvent[], fact: CohortEvent) =>
    commandOf(StrikeCohortFact, { cohortId, factId: idIn(facts, fact), reason });
  const struck = (facts: readonly CohortEvent[], fact: CohortEvent) =>
    cohortFactStruck({ cohortId, corrects: idIn(facts, fact), fact: fact.type, reason }, fact.effectiveOn);
  const cancelledWith = (placesOpened: boolean) =>
    cohortCancelled({ cohortId, reason: 'Few', placesOpened }, '2026-08-20');

  it('says that it never was: the cohort stands where it stood before', () => {
    given(...whole)
      .when(striking(whole, completed), LATE)
      .then(struck(whole, completed));
    expect(given(...whole, struck(whole, completed)).state).toMatchObject({
      stage: 'running',
      since: '2026-09-14',
    });
  });
  it('changes nothing the second time', () =>
    given(...whole, struck(whole, completed))
      .when(striking(whole, completed), LATE)
      .thenNothing());
  it('is undone by a correction, which lets it stand again', () => {
    given(...whole, struck(whole, completed))
      .when(correcting(whole, completed), LATE)
      .then(corrected(whole, completed, {}));
    expect(given(...whole, struck(whole, completed), corrected(whole, completed, {})).state.stage).toBe(
      'completed',
    );
  });
  it('is refused while another fact rests on it', () =>
    given(...whole)
      .when(striking(whole, started), LATE)
      .thenRefused('facts-rest-on-it', 'factId'));
  it('is refused for what the rest of the product has acted on', () => {
    for (const fact of [planned, opened, closed])
      given(...whole)
        .when(striking(whole, fact), LATE)
        .thenRefused('fact-of-another-kind', 'factId');
  });
  it('takes a cancellation back while it had no places, and never gives ended places back', () => {
    const early = [...uptoApproval, cancelledWith(false)];
    given(...early)
      .when(striking(early, early[3]!))
      .then(struck(early, early[3]!));
    const late = [...uptoClosing, cancelledWith(true)];
    given(...late)
      .when(striking(late, late[5]!))
      .thenRefused('places-cancelled', 'factId');
    given(...late)
      .when(correcting(late, late[5]!, { on: '2026-08-21' }))
      .thenRefused('places-cancelled', 'factId');
  });
  it('is refused where a plan that was announced would change with it', () => {
    const amended = planAmended({ cohortId, ...autumnSetup, capacity: 110 }, '2026-01-20');
    const facts = [planned, amended, ...uptoApproval.slice(1), opened];
    given(...facts)
      .when(striking(facts, amended))
      .thenRefused('book-decides-by-it', 'capacity');
  });
});
