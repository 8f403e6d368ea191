import { commandOf, derivedId } from '#kernel';
import { graduations, GrantAward } from '#graduations';
import { MergePeople, people, peopleContext, personMerges, RegisterPerson, UndoMergeOfPeople } from '#people';
import {
  AcceptPlace,
  candidacies,
  candidacyId,
  ConfirmPlace,
  clashesOf,
  OpenPlaces,
  NoteParticipation,
  participation,
  placeKey,
  places,
  RecordPastCandidacy,
  RecordPastPlace,
  RequestPlace,
  StartPlace,
  StrikePlaceFact,
  WithdrawPlace,
} from '#places';
import { aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward } from './a-confirmed-candidacy-ends-the-persons-other-live-requests-for-that-award.js';
import { aGrantedCandidacySettlesThePlaceThatAsked } from './a-granted-candidacy-settles-the-place-that-asked.js';
import { aHolderOfTheAwardIsACandidateNoMore } from './a-holder-of-the-award-is-a-candidate-no-more.js';
import { aNamedPlaceClaimsThePersonsCandidacy } from './a-named-place-claims-the-persons-candidacy.js';
import { aPersonKnowsThePlacesThatNameThem } from './a-person-knows-the-places-that-name-them.js';
import { aPlaceCompletesWhenItsAwardIsGranted } from './a-place-completes-when-its-award-is-granted.js';
import { aPlaceThatEndsReleasesItsCandidacy } from './a-place-that-ends-releases-its-candidacy.js';
import { aRequestStandsAgainThatWasRefusedForAPlaceItsPersonNeverHeld } from './a-request-stands-again-that-was-refused-for-a-place-its-person-never-held.js';
import { aRequestThatNamesAPersonIsNoted } from './a-request-that-names-a-person-is-noted.js';
import { Simulation } from './simulation.js';
import { whatAMergedRecordHeldIsTheKeptOnes } from './what-a-merged-record-held-is-the-kept-ones.js';

const [kept, double] = [derivedId('amara'), derivedId('amara, recorded twice')];
const [council, charity] = [derivedId('a council'), derivedId('a charity')];
const awardId = derivedId('certificate');
const reason = 'The registers show one number';
const rules = {
  programmeId: derivedId('leading to deliver'),
  awardId,
  capacity: 5,
  lastJoiningDate: '2026-11-30',
  startsOn: '2026-09-14',
  offerWorkingDays: 20,
  namingDays: 0,
  pricePence: 300_000,
  terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
};
const place = (cohort: string, name: string) => ({ cohortId: derivedId(cohort), placeId: derivedId(name) });
const one = place('autumn cohort', 'place of amara');
const other = place('spring cohort', 'place of the double');
const third = place('spring cohort', 'a third place');

class Office {
  readonly simulation = new Simulation(
    [places, candidacies, participation, people, personMerges, graduations],
    [
      aNamedPlaceClaimsThePersonsCandidacy,
      aGrantedCandidacySettlesThePlaceThatAsked,
      aRequestThatNamesAPersonIsNoted,
      aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward,
      aPersonKnowsThePlacesThatNameThem,
      aPlaceThatEndsReleasesItsCandidacy,
      aHolderOfTheAwardIsACandidateNoMore,
      aPlaceCompletesWhenItsAwardIsGranted,
      whatAMergedRecordHeldIsTheKeptOnes,
      aRequestStandsAgainThatWasRefusedForAPlaceItsPersonNeverHeld,
    ],
    '2026-09-01T08:00:00.000Z',
    peopleContext.merged,
  );

  static async open(): Promise<Office> {
    const office = new Office();
    for (const personId of [kept, double])
      await office.say(commandOf(RegisterPerson, { personId, name: 'Amara' }));
    for (const { cohortId } of [one, other]) await office.say(commandOf(OpenPlaces, { cohortId, rules }));
    return office;
  }

  async say(...commands: readonly object[]): Promise<void> {
    for (const command of commands) this.simulation.send(command);
    await this.simulation.settle();
    expect(this.simulation.workItems).toEqual([]);
  }

  async accept(of: typeof one, personId: string): Promise<string | undefined> {
    await this.say(commandOf(RequestPlace, { ...of, sponsorId: council, personId }));
    await this.say(commandOf(AcceptPlace, { ...of, personId }));
    return this.stateOf(of);
  }

  stateOf({ cohortId, placeId }: typeof one): string | undefined {
    return this.simulation.stateOf(places, cohortId).places.get(placeId)?.state;
  }

  holders(personId: string): readonly string[] {
    return [...this.simulation.stateOf(candidacies, candidacyId({ personId, awardId })).claims.keys()];
  }

  last(type: string) {
    return this.simulation.log.findLast((event) => event.type === type)?.data as Record<string, unknown>;
  }
}

const merge = commandOf(MergePeople, { keptId: kept, mergedId: double, reason });
const undo = commandOf(UndoMergeOfPeople, { mergedId: double, reason });

describe('two records of one person', () => {
  it('hold one place after a merge: what the merged one held is the kept one’s', async () => {
    const office = await Office.open();
    expect(await office.accept(other, double)).toBe('accepted');
    await office.say(merge);
    expect([office.holders(kept), office.holders(double)]).toEqual([[placeKey(other)], []]);
    expect(office.last('CandidacyTakenOver')).toMatchObject({ heldTwice: false });
    expect(await office.accept(one, kept)).toBe('refused');
    expect(await office.accept(third, double)).toBe('refused');
  });

  it('claim as one, though the place had been asked for by the merged one', async () => {
    const office = await Office.open();
    await office.say(commandOf(RequestPlace, { ...other, sponsorId: charity, personId: double }));
    await office.say(merge);
    expect(await office.accept(one, kept)).toBe('accepted');
    await office.say(commandOf(AcceptPlace, { ...other }));
    expect(office.holders(kept)).toEqual([placeKey(one)]);
    expect(office.stateOf(other)).not.toBe('accepted');
  });

  it('have what was refused for the other’s place stand again, where they are two people after all', async () => {
    const office = await Office.open();
    await office.say(commandOf(RequestPlace, { ...other, sponsorId: charity, personId: double }));
    await office.say(merge);
    await office.accept(one, kept);
    expect(office.stateOf(other)).toBe('refused');
    await office.say(undo);
    expect([office.stateOf(one), office.stateOf(other)]).toEqual(['accepted', 'offered']);
  });

  it('may hold two when they are merged: allowed, and told', async () => {
    const office = await Office.open();
    await office.accept(one, kept);
    await office.accept(other, double);
    await office.say(merge);
    expect(new Set(office.holders(kept))).toEqual(new Set([placeKey(one), placeKey(other)]));
    expect(office.last('CandidacyTakenOver')).toMatchObject({ heldTwice: true, personId: kept });
    await office.say(
      commandOf(WithdrawPlace, { ...other, reasonClass: 'programme', notifiedOn: '2026-09-01' }),
    );
    expect(office.holders(kept)).toEqual([placeKey(one)]);
  });

  it('give back what ends while it moves', async () => {
    const office = await Office.open();
    await office.accept(other, double);
    await office.say(
      merge,
      commandOf(WithdrawPlace, { ...other, reasonClass: 'work', notifiedOn: '2026-09-01' }),
    );
    expect([office.holders(kept), office.holders(double)]).toEqual([[], []]);
    expect(await office.accept(one, kept)).toBe('accepted');
  });

  it('give back what is claimed no more while it moves', async () => {
    const office = await Office.open();
    await office.accept(other, double);
    await office.say(merge, commandOf(StrikePlaceFact, { ...other, fact: 'accepted', reason }));
    expect(office.stateOf(other)).toBe('offered');
    expect([office.holders(kept), office.holders(double)]).toEqual([[], []]);
    expect(await office.accept(one, kept)).toBe('accepted');
  });

  it('take the award once, by whichever id the place was asked for', async () => {
    const office = await Office.open();
    await office.accept(other, double);
    await office.say(
      commandOf(ConfirmPlace, {
        ...other,
        personId: double,
        lineManagerId: charity,
        privacyNoticeVersion: '1',
        checks: [],
      }),
      merge,
    );
    office.simulation.now = '2026-09-14T08:00:00.000Z';
    await office.say(commandOf(StartPlace, other));
    office.simulation.now = '2027-09-14T08:00:00.000Z';
    await office.say(commandOf(GrantAward, { ...other, personId: double, awardId, minute: 'B1' }));
    expect(office.stateOf(other)).toBe('completed');
    expect(office.simulation.stateOf(candidacies, candidacyId({ personId: kept, awardId })).awards.size).toBe(
      1,
    );
  });

  it('are two again when that is undone, each with its own', async () => {
    const office = await Office.open();
    await office.accept(one, kept);
    await office.accept(other, double);
    await office.say(merge);
    await office.say(undo);
    expect([office.holders(kept), office.holders(double)]).toEqual([[placeKey(one)], [placeKey(other)]]);
  });

  it('have it all moved once, however often the process starts again', async () => {
    const office = await Office.open();
    await office.accept(other, double);
    office.simulation.send(merge);
    for (let crash = 0; crash < 3; crash += 1)
      while (await office.simulation.follow(whatAMergedRecordHeldIsTheKeptOnes, crash % 2))
        if (crash % 2 === 0) break;
    await office.simulation.settle();
    expect([office.holders(kept), office.holders(double)]).toEqual([[placeKey(other)], []]);
    expect(office.simulation.log.filter(({ type }) => type === 'CandidacyTakenOver')).toHaveLength(1);
  });
});

describe('two records of one person, whose past was imported', () => {
  const live: Readonly<Record<string, readonly [from: string, until: string]>> = {
    [one.placeId]: ['2004-09-06', '2004-12-01'],
    [other.placeId]: ['2005-01-10', '2005-06-30'],
    [third.placeId]: ['2005-03-01', '2005-06-30'],
  };
  const past = (of: typeof one, personId: string) => {
    const [from, until] = live[of.placeId]!;
    const at = { ...of, personId, awardId };
    return {
      candidacy: commandOf(RecordPastCandidacy, { ...at, from, until }),
      naming: commandOf(NoteParticipation, { ...at, asAt: 'request', on: from, namedIn: of.placeId }),
      place: commandOf(RecordPastPlace, {
        ...at,
        startsOn: '2004-09-06',
        endsOn: '2005-06-30',
        programmeId: rules.programmeId,
        capacity: 9,
        sponsorId: council,
        requestedOn: from,
        withdrawnOn: until,
        outcome: 'withdrawn',
        personal: [],
        flags: [],
      }),
    };
  };
  const office = async () => {
    const simulation = new Simulation(
      [places, candidacies, participation, people, personMerges],
      [whatAMergedRecordHeldIsTheKeptOnes],
      '2026-09-01T08:00:00.000Z',
      peopleContext.merged,
    );
    const say = async (...commands: readonly object[]) => {
      for (const command of commands) simulation.send(command);
      await simulation.settle();
      expect(simulation.workItems).toEqual([]);
    };
    const enter = (of: typeof one, personId: string) => say(...Object.values(past(of, personId)));
    const pastOf = (personId: string) => [
      ...simulation.stateOf(candidacies, candidacyId({ personId, awardId })).past.keys(),
    ];
    for (const personId of [kept, double]) await say(commandOf(RegisterPerson, { personId, name: 'Amara' }));
    return { simulation, say, enter, pastOf };
  };

  it('are compared with both: whatever comes next of either clashes with what the other held', async () => {
    const { simulation, say, enter, pastOf } = await office();
    await enter(one, kept);
    await enter(other, double);
    const next = past(third, kept).candidacy;
    const clashes = () =>
      clashesOf(simulation.stateOf(candidacies, candidacyId({ personId: kept, awardId })), next);
    expect(clashes()).toEqual([]);
    await say(merge);
    expect(pastOf(kept)).toEqual([one, other].map(placeKey));
    expect(pastOf(double)).toEqual([]);
    expect(clashes()).toEqual(['already-holds-a-place']);

    await enter(third, double);
    expect(pastOf(kept)).toEqual([one, other, third].map(placeKey));
  });

  it('part with what was each one’s own when the merge is undone', async () => {
    const { say, enter, pastOf } = await office();
    await enter(one, kept);
    await enter(other, double);
    await say(merge, undo);
    expect([pastOf(kept), pastOf(double)]).toEqual([[placeKey(one)], [placeKey(other)]]);
    await say(merge);
    await say(undo);
    expect([pastOf(kept), pastOf(double)]).toEqual([[placeKey(one)], [placeKey(other)]]);
  });
});
