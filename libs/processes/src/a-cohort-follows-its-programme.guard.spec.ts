import { commandOf, type Decider, type Fact, isRefusal, type Refusal } from '#kernel';
import { decide, specification } from '#kernel/specification';
import { AmendPlan, cohorts, CopyCohort, type CohortPlan, PlanCohort } from '#cohorts';
import { cohortPlanned, type CohortSetup } from '#cohorts/events';
import { programmes } from '#programmes';
import { programmeDefined, programmeVersionDefined, programmeVersionRetired } from '#programmes/events';
import { cohortFollowsItsProgramme } from './a-cohort-follows-its-programme.guard.js';

const programmeId = '11111111-1111-4111-8111-111111111111';
const versionId = '22222222-2222-4222-8222-222222222222';
const redesign = '33333333-3333-4333-8333-333333333333';
const moduleId = '44444444-4444-4444-8444-444444444444';
const cohortId = '55555555-5555-4555-8555-555555555555';
const fromCohortId = '66666666-6666-4666-8666-666666666666';
const other = '99999999-9999-4999-8999-999999999999';

const defined = programmeDefined({
  programmeId,
  name: 'Leading to Deliver',
  awardId: '77777777-7777-4777-8777-777777777777',
  awardName: 'Postgraduate Certificate in Leadership',
  credits: 60,
  scqfLevel: 11,
  approvingBody: 'board',
  levels: [{ level: 'middle', inWords: 'Manages first-line managers' }],
});
const version = (id: string) =>
  programmeVersionDefined({
    programmeId,
    versionId: id,
    label: id,
    modules: [{ moduleId, title: 'Leading' }],
    targetLevels: ['middle'],
  });
const retired = programmeVersionRetired({ programmeId, versionId });
const programme = [defined, version(versionId), version(redesign)];

const autumnPlan: CohortPlan = {
  programmeId,
  versionId,
  awardId: defined.data.awardId,
  approvingBody: 'board',
  number: 1,
  name: 'Autumn 2026',
  deliveryCentre: 'Stirling',
  capacity: 100,
  minimumViable: 60,
  enrolmentOpensOn: '2026-04-01',
  enrolmentClosesOn: '2026-08-14',
  startsOn: '2026-09-14',
  endsOn: '2027-06-30',
  modules: [{ moduleId, title: 'Leading', startsOn: '2026-09-14', endsOn: '2026-09-16', venue: 'Dunblane' }],
  pricePence: 300_000,
  fundingModel: 'sponsor_paid',
};
const planning = (changes: Partial<CohortPlan> = {}) =>
  commandOf(PlanCohort, { cohortId, ...autumnPlan, ...changes });
const amending = (changes: Partial<CohortPlan> = {}) =>
  commandOf(AmendPlan, { cohortId, ...autumnPlan, ...changes });
const copying = (changes: Partial<CohortPlan> = {}) =>
  commandOf(CopyCohort, {
    cohortId,
    fromCohortId,
    number: 2,
    name: 'Autumn 2027',
    startsOn: '2027-09-13',
    earlier: { ...autumnPlan, ...changes },
  });

/** The cohort as it is once its plan was recorded. */
const planned = () => {
  const decision = decide(cohorts, cohorts.initial, planning());
  if (isRefusal(decision)) throw new Error(decision.message);
  return decision as readonly Fact[];
};
const plannedWith = (changes: Partial<CohortSetup>) =>
  planned().map(({ data }) => cohortPlanned({ ...(data as { cohortId: string } & CohortSetup), ...changes }));

/** What the guards of a command answer, given what happened to the programme and to the cohort. */
const answer = async (
  command: object,
  ofTheProgramme: readonly Fact[] = programme,
  ofTheCohort: readonly Fact[] = [],
): Promise<Refusal | undefined> => {
  const facts = new Map<unknown, readonly Fact[]>([
    [programmes, ofTheProgramme],
    [cohorts, ofTheCohort],
  ]);
  const stateOf = async <State>(decider: Decider<State>, id: string): Promise<State> => {
    const asked = decider as Decider<any>;
    return id === programmeId || id === cohortId
      ? (specification(asked)(...(facts.get(decider) ?? [])).state as State)
      : decider.initial;
  };
  const guards = cohortFollowsItsProgramme.filter((guard) => command instanceof guard.command);
  expect(guards).toHaveLength(1);
  const refusal = await guards[0]!.check(command, { stateOf });
  if (refusal) expect(guards[0]!.refuses).toContain(refusal.refused);
  return refusal;
};

const mismatches: readonly [code: string, field: keyof CohortPlan, changes: Partial<CohortPlan>][] = [
  ['unknown-programme', 'programmeId', { programmeId: other }],
  ['version-unknown', 'versionId', { versionId: other }],
  ['another-award', 'awardId', { awardId: other }],
  ['another-approving-body', 'approvingBody', { approvingBody: 'none' }],
];

describe('a cohort follows its programme', () => {
  it('when it is planned, amended or copied', async () => {
    expect(await answer(planning())).toBeUndefined();
    expect(await answer(amending(), programme, planned())).toBeUndefined();
    expect(await answer(copying())).toBeUndefined();
  });

  it.each(mismatches)('else it is refused: %s', async (refused, field, changes) => {
    expect(await answer(planning(changes))).toMatchObject({ refused, field });
    expect(await answer(amending(changes), programme, planned())).toMatchObject({ refused, field });
    // Whoever copies states no more of the earlier plan than whose it is.
    expect(await answer(copying(changes))).toMatchObject({ refused, field: 'fromCohortId' });
  });

  it('and a version that is not for new cohorts any more takes none', async () => {
    const so = [...programme, retired];
    expect(await answer(planning(), so)).toMatchObject({ refused: 'version-retired', field: 'versionId' });
    expect(await answer(copying(), so)).toMatchObject({ refused: 'version-retired' });
    expect(await answer(planning({ versionId: redesign }), so)).toBeUndefined();
  });

  it('and keeps its version when that was retired later, but moves to no other retired one', async () => {
    const so = [...programme, retired];
    expect(await answer(amending(), so, planned())).toBeUndefined();
    expect(await answer(amending(), so, plannedWith({ versionId: redesign }))).toMatchObject({
      refused: 'version-retired',
      field: 'versionId',
    });
  });

  it('and what is planned already, or not at all, is left to the rule', async () => {
    const so = [...programme, retired];
    expect(await answer(planning(), so, planned())).toBeUndefined();
    expect(await answer(copying(), so, planned())).toBeUndefined();
    expect(await answer(amending({ programmeId: other }))).toBeUndefined();
  });
});
