import { cohorts, ExpressInterest, PlanCohort, WithdrawInterest } from '#cohorts';
import { commandOf, derivedId, isRefusal } from '#kernel';
import {
  MergeOrganisations,
  organisationMerges,
  organisations,
  organisationsContext,
  UndoOrganisationMerge,
} from '#organisations';
import {
  AskForCarried,
  DeclinePlace,
  OpenPlaces,
  places,
  ReceiveCarriedRequest,
  RequestPlace,
  sponsorship,
} from '#places';
import { aSponsorWithTwoRecordsCountsOnce } from './a-sponsor-with-two-records-counts-once.js';
import { Simulation } from './simulation.js';

const [kept, double, third] = ['a council', 'the council, twice', 'the council, thrice'].map((name) =>
  derivedId(name),
) as [string, string, string];
const cohortId = derivedId('autumn cohort');
const reason = 'The registers show one number';
const rules = {
  programmeId: derivedId('leading to deliver'),
  awardId: derivedId('certificate'),
  capacity: 9,
  lastJoiningDate: '2026-11-30',
  startsOn: '2026-11-16',
  offerWorkingDays: 20,
  namingDays: 0,
  maxPerSponsor: 2,
  pricePence: 300_000,
  terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
};

const plan = {
  programmeId: derivedId('leading to deliver'),
  versionId: derivedId('pilot'),
  awardId: derivedId('certificate'),
  approvingBody: 'none' as const,
  number: 6,
  name: 'Autumn 2027',
  deliveryCentre: 'Stirling',
  capacity: 9,
  minimumViable: 5,
  enrolmentOpensOn: '2027-04-01',
  enrolmentClosesOn: '2027-08-14',
  startsOn: '2027-09-14',
  endsOn: '2028-06-30',
  modules: [
    {
      moduleId: derivedId('module 1'),
      title: 'Leading',
      startsOn: '2027-09-14',
      endsOn: '2027-09-16',
      venue: 'Dunblane',
    },
  ],
  pricePence: 300_000,
  fundingModel: 'central' as const,
};

class Office {
  readonly simulation = new Simulation(
    [places, sponsorship, organisations, organisationMerges, cohorts],
    [aSponsorWithTwoRecordsCountsOnce],
    '2026-09-01T08:00:00.000Z',
    organisationsContext.merged,
  );
  private asked = 0;

  constructor() {
    this.simulation.send(commandOf(OpenPlaces, { cohortId, rules }));
  }

  /** What a request of this sponsor is refused for, if it is. */
  async asks(sponsorId: string): Promise<string | undefined> {
    this.asked += 1;
    return this.say(commandOf(RequestPlace, { ...this.place(this.asked), sponsorId }));
  }

  place(asked: number) {
    return { cohortId, placeId: derivedId('place', asked) };
  }

  merge = (mergedId: string, keptId = kept) =>
    this.say(commandOf(MergeOrganisations, { keptId, mergedId, reason }));
  undo = (mergedId: string) => this.say(commandOf(UndoOrganisationMerge, { mergedId, reason }));

  async say(command: object): Promise<string | undefined> {
    const decision = this.simulation.send(command);
    await this.simulation.settle();
    expect(this.simulation.workItems).toEqual([]);
    return isRefusal(decision) ? decision.refused : undefined;
  }
}

const FULL = 'sponsor-has-its-maximum';

describe('a sponsor with two records', () => {
  it('has one maximum, whichever of them it asked under, and two when the merge is undone', async () => {
    const office = new Office();
    await office.asks(kept);
    await office.asks(double);
    await office.merge(double);
    expect(await office.asks(kept)).toBe(FULL);
    expect(await office.asks(double)).toBe(FULL);

    await office.undo(double);
    expect(await office.asks(double)).toBeUndefined();
    expect(await office.asks(double)).toBe(FULL);
    expect(await office.asks(kept)).toBeUndefined();
    expect(await office.asks(kept)).toBe(FULL);
  });

  it('has it also where only the other record had asked, and gets what that gives up', async () => {
    const office = new Office();
    await office.asks(double);
    await office.asks(double);
    await office.merge(double);
    expect(await office.asks(kept)).toBe(FULL);

    await office.say(commandOf(DeclinePlace, office.place(1)));
    expect(await office.asks(kept)).toBeUndefined();
    expect(await office.asks(kept)).toBe(FULL);
  });

  it('has one maximum where it asks under a record that was merged before', async () => {
    const office = new Office();
    await office.merge(double);
    expect(await office.asks(kept)).toBeUndefined();
    expect(await office.asks(double)).toBeUndefined();
    expect(await office.asks(kept)).toBe(FULL);
  });

  it('is one by way of a third, and parts from it with what was its own', async () => {
    const office = new Office();
    await office.asks(third);
    await office.asks(double);
    await office.merge(third, double);
    await office.merge(double);
    expect(await office.asks(kept)).toBe(FULL);

    await office.undo(double);
    expect(await office.asks(double)).toBe(FULL);
    expect(await office.asks(kept)).toBeUndefined();
  });

  it('has one maximum in a book that requests of both were carried to before it opened', async () => {
    const office = new Office();
    const spring = derivedId('spring cohort');
    for (const [order, sponsorId] of [kept, kept, double].entries())
      await office.say(
        commandOf(ReceiveCarriedRequest, {
          ...{ cohortId: spring, placeId: derivedId('carried', order), sponsorId, order: order + 1 },
          carriedFrom: office.place(order),
        }),
      );
    await office.merge(double);
    await office.say(commandOf(OpenPlaces, { cohortId: spring, rules }));
    await office.say(commandOf(AskForCarried, { cohortId: spring }));
    const book = office.simulation.stateOf(places, spring);
    expect([0, 1, 2].map((order) => book.places.get(derivedId('carried', order))?.state)).toEqual([
      'waiting',
      'waiting',
      'refused',
    ]);
  });

  it('is told of a merge it crosses on its way', async () => {
    const office = new Office();
    const { simulation } = office;
    simulation.send(commandOf(RequestPlace, { ...office.place(11), sponsorId: double }));
    simulation.send(commandOf(RequestPlace, { ...office.place(12), sponsorId: double }));
    simulation.send(commandOf(MergeOrganisations, { keptId: kept, mergedId: double, reason }));
    await simulation.settle();
    expect(await office.asks(kept)).toBe(FULL);
  });
});

describe('the interest of a sponsor with two records', () => {
  const of = { cohortId: derivedId('a planned cohort') };
  const expecting = (sponsorId: string, places: number) =>
    commandOf(ExpressInterest, { ...of, sponsorId, places });
  const expressed = (office: Office) =>
    office.simulation.log.flatMap(({ type, data }) =>
      type.startsWith('Interest') ? [{ type, ...data }] : [],
    );

  it('is taken back by the one kept, and stands again when the merge is undone', async () => {
    const office = new Office();
    await office.say(commandOf(PlanCohort, { ...of, ...plan }));
    await office.say(expecting(double, 4));
    await office.merge(double);
    await office.say(commandOf(WithdrawInterest, { ...of, sponsorId: kept }));
    await office.say(commandOf(WithdrawInterest, { ...of, sponsorId: double }));
    await office.undo(double);
    await office.say(expecting(double, 4));

    expect(expressed(office)).toEqual([
      { type: 'InterestExpressed', ...of, sponsorId: double, places: 4 },
      { type: 'InterestCountedTogether', ...of, sponsorId: kept, sponsorIds: [kept, double] },
      { type: 'InterestWithdrawn', ...of, sponsorId: kept },
      { type: 'InterestCountedTogether', ...of, sponsorId: kept, sponsorIds: [kept], apart: [double] },
    ]);
  });
});
