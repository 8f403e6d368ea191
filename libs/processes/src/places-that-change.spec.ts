import { commandOf, type Decider, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { people, personMerges, RegisterPerson } from '#people';
import {
  AcceptPlace,
  AcceptTransfer,
  candidacies,
  candidacyId,
  ConfirmPlace,
  EndUnplaced,
  MoveBook,
  OpenPlaces,
  participation,
  places,
  ProposeTransfer,
  RequestPlace,
  StartPlace,
  SubstituteParticipant,
  WithdrawPlace,
} from '#places';
import {
  bookMoved,
  confirmationRefused,
  namingExtended,
  namingWarned,
  participantSubstituted,
  type PlaceEvent,
  placeAccepted,
  placeRequested,
  placesOpened,
  substitutionAsked,
  transferProposed,
} from '#places/events';
import { aPersonKnowsThePlacesThatNameThem } from './a-person-knows-the-places-that-name-them.js';
import { aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward } from './a-confirmed-candidacy-ends-the-persons-other-live-requests-for-that-award.js';
import { aGrantedCandidacySettlesThePlaceThatAsked } from './a-granted-candidacy-settles-the-place-that-asked.js';
import { aNamedPlaceClaimsThePersonsCandidacy } from './a-named-place-claims-the-persons-candidacy.js';
import { anOfferLapsesOnItsDay } from './an-offer-lapses-on-its-day.js';
import { aPlaceKeepsWhereItsParticipantWorks } from './a-place-keeps-where-its-participant-works.js';
import { aPlaceThatEndsReleasesItsCandidacy } from './a-place-that-ends-releases-its-candidacy.js';
import { aRequestThatNamesAPersonIsNoted } from './a-request-that-names-a-person-is-noted.js';
import { aTransferNobodyAcceptsLeavesThePlaceWithoutSponsor } from './a-transfer-nobody-accepts-leaves-the-place-without-sponsor.js';
import { aWarnedPlaceIsReleasedWhenNobodyIsConfirmed } from './a-warned-place-is-released-when-nobody-is-confirmed.js';
import { offerNextInLineWhenAPlaceComesFree } from './offer-next-in-line-when-a-place-comes-free.js';
import { answerBy, sentBy, Simulation } from './simulation.js';
import { unnamedPlacesAreWarnedAfterTheirNamingDate } from './unnamed-places-are-warned-after-their-naming-date.js';
import { waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate } from './waiting-requests-end-as-not-placed-after-the-last-joining-date.js';

const cohortId = derivedId('autumn cohort');
const placeId = derivedId('place of amara');
const of = { cohortId, placeId };
const waitingPlace = { cohortId, placeId: derivedId('place of deniz') };
const [amara, bo] = [derivedId('amara'), derivedId('bo')];
const [council, charity] = [derivedId('a council'), derivedId('a charity')];
const awardId = derivedId('certificate');
const rules = {
  programmeId: derivedId('leading to deliver'),
  awardId,
  capacity: 1,
  lastJoiningDate: '2026-11-30',
  startsOn: '2026-11-16',
  offerWorkingDays: 20,
  namingDays: 42,
  pricePence: 300_000,
  terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
};
const agreed = { lineManagerId: derivedId('a line manager'), privacyNoticeVersion: '1', checks: [] };
const opened = placesOpened({ cohortId, ...rules });
const accepted = placeAccepted({
  ...of,
  awardId,
  sponsorId: council,
  pricePence: 300_000,
  terms: rules.terms,
});
const requested = placeRequested({ ...of, programmeId: rules.programmeId, awardId, sponsorId: council });
const refused = confirmationRefused({ ...of, awardId, personId: amara, code: 'holds-the-award' });
const warned = namingWarned({ ...of, namingDate: '2026-10-05', releasedAfter: '2026-10-19' });
const moved = bookMoved({
  cohortId,
  startsOn: '2026-12-14',
  lastJoiningDate: '2027-01-11',
  from: { startsOn: '2026-11-16', lastJoiningDate: '2026-11-30' },
});

/** The book after these facts, as a process finds it. */
const bookOf = (...facts: readonly PlaceEvent[]) => {
  const { state } = specification(places)(...facts);
  return (decider: Decider, id: string) => {
    expect([decider, id]).toEqual([places, cohortId]);
    return state;
  };
};

describe('the warning after the naming date', () => {
  const process = unnamedPlacesAreWarnedAfterTheirNamingDate;
  const warnAll = (due: string) => ({ sends: 'WarnUnnamed', cohortId, due });
  const warnOne = (due: string) => ({ sends: 'WarnUnnamed', ...of, due });

  it('is due for all together when the day is over in London', async () =>
    expect(await sentBy(process, opened)).toEqual([warnAll('2026-10-05T23:00:00.000Z')]));

  it('is due for one alone where its date is its own', async () => {
    const onTime = bookOf(opened, requested, accepted);
    expect(await sentBy(process, accepted, onTime)).toEqual([]);
    expect(await sentBy(process, refused, onTime)).toEqual([warnOne('2026-10-05T23:00:00.000Z')]);
    const extended = namingExtended({
      ...of,
      from: '2026-10-05',
      until: '2026-10-30',
      reason: 'A new post.',
    });
    expect(await sentBy(process, extended)).toEqual([warnOne('2026-10-31T00:00:00.000Z')]);

    const close = placesOpened({ cohortId, ...rules, namingDays: 70 });
    expect(await sentBy(process, accepted, bookOf(close, requested, accepted))).toEqual([
      warnOne('2026-09-15T23:00:00.000Z'),
    ]);
    expect(await sentBy(process, accepted, bookOf(opened, requested))).toEqual([]);
  });

  it('is due anew when the cohort moved, once for every date there is', async () => {
    const extended = namingExtended({
      ...of,
      from: '2026-10-05',
      until: '2026-11-10',
      reason: 'A new post.',
    });
    expect(await sentBy(process, moved, bookOf(opened, requested, accepted, moved))).toEqual([
      warnAll('2026-11-03T00:00:00.000Z'),
    ]);
    expect(await sentBy(process, moved, bookOf(opened, requested, accepted, extended, moved))).toEqual([
      warnAll('2026-11-03T00:00:00.000Z'),
      warnAll('2026-11-11T00:00:00.000Z'),
    ]);
    expect(await sentBy(process, moved, bookOf(moved))).toEqual([]);
  });

  it('goes on batch by batch', async () => {
    expect(await sentBy(process, warned)).toEqual([]);
    const full = namingWarned({
      ...of,
      namingDate: '2026-10-05',
      releasedAfter: '2026-10-19',
      othersUnnamed: true,
    });
    expect(await sentBy(process, full)).toEqual([{ sends: 'WarnUnnamed', cohortId }]);
  });
});

describe('the release of a place that was warned', () => {
  const process = aWarnedPlaceIsReleasedWhenNobodyIsConfirmed;
  const release = { sends: 'ReleaseUnnamed', ...of, due: '2026-10-19T23:00:00.000Z' };

  it('is due when the last day of the warning is over, and again when a confirmation was refused', async () => {
    expect(await sentBy(process, warned)).toEqual([release]);
    expect(await sentBy(process, refused, bookOf(opened, requested, accepted, warned))).toEqual([release]);
    expect(await sentBy(process, refused, bookOf(opened, requested, accepted))).toEqual([]);
  });
});

describe('old entries of the timetable', () => {
  it('of waiting requests end quietly when the cohort moved, and new ones are made', async () => {
    const process = waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate;
    expect(await sentBy(process, moved)).toEqual([
      { sends: 'EndUnplaced', cohortId, due: '2027-01-12T00:00:00.000Z', effectiveOn: '2027-01-12' },
    ]);
    expect(answerBy(process, commandOf(EndUnplaced, { cohortId }), 'last-joining-date-ahead')).toBe('ends');
  });
});

describe('a transfer', () => {
  it('that nobody accepts is due to leave the place without sponsor', async () => {
    const proposed = transferProposed({
      ...of,
      fromSponsorId: council,
      on: '2026-12-01',
      acceptBy: '2026-12-15',
      notifiedOn: '2026-11-20',
    });
    expect(await sentBy(aTransferNobodyAcceptsLeavesThePlaceWithoutSponsor, proposed)).toEqual([
      { sends: 'LeaveWithoutSponsor', ...of, due: '2026-12-16T00:00:00.000Z' },
    ]);
  });
});

describe('a substitution', () => {
  const asked = {
    ...of,
    awardId,
    personId: bo,
    ...agreed,
    reasonClass: 'work',
    notifiedOn: '2026-09-01',
  } as const;
  it('claims the substitute, and releases whom they take the place of', async () => {
    expect(await sentBy(aNamedPlaceClaimsThePersonsCandidacy, substitutionAsked(asked))).toMatchObject([
      { sends: 'ClaimCandidacy', ...of, personId: bo, awardId },
    ]);
    const insteadOf = { personId: amara, askedIn: derivedId('an answer') };
    expect(
      await sentBy(
        aPlaceThatEndsReleasesItsCandidacy,
        participantSubstituted({ ...asked, sponsorId: council, insteadOf }, '2026-08-28'),
      ),
    ).toEqual([
      { sends: 'DropInterest', ...of, personId: amara, awardId, effectiveOn: '2026-08-28' },
      { sends: 'ReleaseCandidacy', ...of, awardId, ...insteadOf, effectiveOn: '2026-08-28' },
    ]);
  });
});

/** A whole year of one seat, with everything that follows by itself. */
const year = async (...steps: readonly (readonly [day: string, command?: object])[]) => {
  const simulation = new Simulation(
    [places, candidacies, people, personMerges, participation],
    [
      aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward,
      aGrantedCandidacySettlesThePlaceThatAsked,
      aNamedPlaceClaimsThePersonsCandidacy,
      anOfferLapsesOnItsDay,
      aPersonKnowsThePlacesThatNameThem,
      aPlaceKeepsWhereItsParticipantWorks,
      aPlaceThatEndsReleasesItsCandidacy,
      aRequestThatNamesAPersonIsNoted,
      aTransferNobodyAcceptsLeavesThePlaceWithoutSponsor,
      aWarnedPlaceIsReleasedWhenNobodyIsConfirmed,
      offerNextInLineWhenAPlaceComesFree,
      unnamedPlacesAreWarnedAfterTheirNamingDate,
      waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate,
    ],
    '2026-09-01T08:00:00.000Z',
  );
  simulation.send(commandOf(OpenPlaces, { cohortId, rules }));
  simulation.send(
    commandOf(RegisterPerson, { personId: amara, name: 'Amara', employerId: council, level: 'middle' }),
  );
  simulation.send(
    commandOf(RegisterPerson, { personId: bo, name: 'Bo', employerId: charity, level: 'senior' }),
  );
  for (const [day, command] of steps) {
    simulation.now = `${day}T09:00:00.000Z`;
    await simulation.settle();
    if (command) simulation.send(command);
    await simulation.settle();
  }
  expect(simulation.workItems).toEqual([]);
  const book = simulation.stateOf(places, cohortId);
  return {
    log: simulation.log.filter(({ data }) => (data as { placeId?: string }).placeId === placeId),
    place: book.places.get(placeId),
    waiting: book.places.get(waitingPlace.placeId),
    holderOf: (personId: string) => simulation.stateOf(candidacies, candidacyId({ personId, awardId })),
  };
};
const asks = commandOf(RequestPlace, { ...of, sponsorId: council });
const waits = commandOf(RequestPlace, { ...waitingPlace, sponsorId: charity });
const accepts = commandOf(AcceptPlace, { ...of });
const confirms = (personId: string) => commandOf(ConfirmPlace, { ...of, personId, ...agreed });
const moves = (startsOn: string, lastJoiningDate: string) =>
  commandOf(MoveBook, { cohortId, startsOn, lastJoiningDate });

describe('a year of a place', () => {
  it('nobody is named for: warned, released, and offered to who waits', async () => {
    const { log, waiting } = await year(
      ['2026-09-01', asks],
      ['2026-09-02', waits],
      ['2026-09-03', accepts],
      ['2026-10-06'],
      ['2026-10-20'],
    );
    expect(log.at(-1)).toMatchObject({
      type: 'PlaceWithdrawn',
      effectiveOn: '2026-10-20',
      data: { because: 'not_named', notifiedOn: '2026-10-19' },
    });
    expect(waiting?.state).toBe('offered');
  });

  it('whose participant is named in time is warned, and stays', async () => {
    const { place, log } = await year(
      ['2026-09-01', asks],
      ['2026-09-03', accepts],
      ['2026-10-06'],
      ['2026-10-19', confirms(amara)],
      ['2026-10-20'],
    );
    expect(place?.state).toBe('confirmed');
    expect(log.map(({ type }) => type)).toContain('NamingWarned');
  });

  it('keeps its offer, and old entries do no harm (edge case 21: a cohort postponed after offers went out)', async () => {
    const { place, waiting } = await year(
      ['2026-09-01', asks],
      ['2026-09-02', waits],
      ['2026-09-03', moves('2026-12-14', '2027-01-11')],
      ['2026-09-29', accepts],
      ['2026-10-06'],
      ['2026-11-03'],
      ['2026-11-17'],
      ['2026-12-01'],
    );
    expect(place).toMatchObject({ state: 'withdrawn', agreedStartsOn: '2026-12-14' });
    expect(waiting?.state).toBe('offered');
    const { place: named, log } = await year(
      ['2026-09-01', asks],
      ['2026-09-03', moves('2026-12-14', '2027-01-11')],
      ['2026-09-29', accepts],
      ['2026-11-02'],
      ['2026-11-03', confirms(amara)],
      ['2026-12-14', commandOf(StartPlace, of)],
    );
    expect(named).toMatchObject({ state: 'started', startedOn: '2026-12-14' });
    expect(log.filter(({ type }) => type === 'NamingWarned')).toMatchObject([
      { data: { namingDate: '2026-11-02' } },
    ]);
  });

  it('whose participant is substituted: the substitute holds it, and is said to work where they do', async () => {
    const { place, holderOf } = await year(
      ['2026-09-01', asks],
      ['2026-09-03', accepts],
      ['2026-09-04', confirms(amara)],
      [
        '2026-10-01',
        commandOf(SubstituteParticipant, { ...of, personId: bo, ...agreed, reasonClass: 'work' }),
      ],
    );
    expect(place).toMatchObject({
      personId: bo,
      confirmedOn: '2026-10-01',
      kept: { request: { homeOrganisationId: charity, level: 'senior' } },
    });
    expect(holderOf(amara).claims.size).toBe(0);
    expect(holderOf(bo).claims.size).toBe(1);
  });

  it('stays as it was, and nobody learns where the other is (edge case 8: a substitute who already holds a place)', async () => {
    const spring = { cohortId: derivedId('spring cohort'), placeId: derivedId('place of bo') };
    const { place, log, holderOf } = await year(
      ['2026-09-01', asks],
      ['2026-09-03', accepts],
      ['2026-09-04', confirms(amara)],
      ['2026-09-05', commandOf(OpenPlaces, { cohortId: spring.cohortId, rules })],
      ['2026-09-05', commandOf(RequestPlace, { ...spring, sponsorId: charity })],
      ['2026-09-05', commandOf(AcceptPlace, { ...spring, personId: bo })],
      [
        '2026-09-06',
        commandOf(SubstituteParticipant, { ...of, personId: bo, ...agreed, reasonClass: 'work' }),
      ],
    );
    expect(log.at(-1)).toMatchObject({
      type: 'SubstitutionRefused',
      data: { ...of, personId: bo, code: 'already-holds-a-place' },
    });
    expect(JSON.stringify(log.at(-1))).not.toContain(spring.placeId);
    expect(place).toMatchObject({ state: 'confirmed', personId: amara, asking: undefined });
    expect([holderOf(amara).claims.size, holderOf(bo).claims.size]).toEqual([1, 1]);
  });

  it('whose sponsor changes, and whom nobody takes after that (edge case 7: a participant who changes sponsor between two instalments)', async () => {
    const propose = (on: string, acceptBy: string, toSponsorId?: string) =>
      commandOf(ProposeTransfer, { ...of, on, acceptBy, toSponsorId });
    const { place, log } = await year(
      ['2026-09-01', asks],
      ['2026-09-03', accepts],
      ['2026-09-04', confirms(amara)],
      ['2026-11-16', commandOf(StartPlace, of)],
      ['2027-01-11', propose('2027-02-01', '2027-01-31', charity)],
      ['2027-01-20', commandOf(AcceptTransfer, { ...of, sponsorId: charity })],
      ['2027-02-01'],
      ['2027-04-01', propose('2027-05-01', '2027-04-20')],
      ['2027-04-21'],
    );
    expect(
      log
        .filter(({ type }) => type === 'SponsorTransferred' || type === 'PlaceWithoutSponsor')
        .map(({ type, effectiveOn }) => `${type} ${effectiveOn}`),
    ).toEqual(['SponsorTransferred 2027-02-01', 'PlaceWithoutSponsor 2027-05-01']);
    expect(place).toMatchObject({ state: 'started', sponsorId: charity });
  });

  it('given up, and asked for again: a new place, the old one untouched (edge case 9: a person who returns after withdrawing)', async () => {
    const again = { cohortId, placeId: derivedId('another place of amara') };
    const { place, holderOf } = await year(
      ['2026-09-01', asks],
      ['2026-09-03', accepts],
      ['2026-09-04', confirms(amara)],
      ['2026-09-10', commandOf(WithdrawPlace, { ...of, reasonClass: 'personal' })],
      ['2026-09-11', commandOf(RequestPlace, { ...again, sponsorId: council, personId: amara })],
      ['2026-09-12', commandOf(AcceptPlace, { ...again, personId: amara })],
    );
    expect(place).toMatchObject({ state: 'withdrawn', personId: amara });
    expect([...holderOf(amara).claims.keys()]).toEqual([`${again.cohortId}/${again.placeId}`]);
  });
});
