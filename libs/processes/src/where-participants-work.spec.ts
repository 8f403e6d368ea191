import { type BusinessDate, type Decider, derivedId, ERASED } from '#kernel';
import { specification } from '#kernel/specification';
import { people } from '#people';
import { employerChanged, type PersonEvent, personRegistered } from '#people/events';
import { places } from '#places';
import { placeAccepted, placeConfirmed, placeRequested, placeStarted } from '#places/events';
import { aPlaceKeepsWhereItsParticipantWorks } from './a-place-keeps-where-its-participant-works.js';
import { sentBy } from './simulation.js';

const personId = derivedId('amara');
const employerId = derivedId('a council');
const newEmployerId = derivedId('a charity');
const of = { cohortId: derivedId('autumn cohort'), placeId: derivedId('place of amara') };
const amara = (...facts: readonly PersonEvent[]) => {
  const { state } = specification(people)(...facts);
  return () => state;
};
const works = amara(
  personRegistered({ personId, name: 'Amara', employerId, level: 'middle' }, '2026-01-05'),
  employerChanged({ personId, employerId: newEmployerId, level: 'senior' }, '2026-11-01'),
);
const requested = { ...of, programmeId: of.cohortId, awardId: of.cohortId, sponsorId: employerId };
const process = aPlaceKeepsWhereItsParticipantWorks;

describe('where a participant works', () => {
  it('is kept as at the request when the place is confirmed', async () => {
    const confirmed = placeConfirmed(
      {
        ...of,
        awardId: of.cohortId,
        sponsorId: employerId,
        personId,
        lineManagerId: newEmployerId,
        privacyNoticeVersion: '1',
        checks: [],
      },
      '2026-09-20',
    );
    expect(await sentBy(process, confirmed, works)).toEqual([
      {
        sends: 'KeepParticipantFacts',
        ...of,
        asAt: 'request',
        homeOrganisationId: employerId,
        level: 'middle',
        effectiveOn: '2026-09-20',
      },
    ]);
  });

  it('is kept as at the request', async () =>
    expect(await sentBy(process, placeRequested({ ...requested, personId }, '2026-09-01'), works)).toEqual([
      {
        sends: 'KeepParticipantFacts',
        ...of,
        asAt: 'request',
        homeOrganisationId: employerId,
        level: 'middle',
        effectiveOn: '2026-09-01',
      },
    ]));

  const confirmedOn = (day: BusinessDate, person = works) => {
    const { state } = specification(places)(
      placeRequested(requested),
      placeConfirmed(
        {
          ...of,
          awardId: of.cohortId,
          sponsorId: employerId,
          personId,
          lineManagerId: newEmployerId,
          privacyNoticeVersion: '1',
          checks: [],
        },
        day,
      ),
    );
    return (decider: Decider, id: string) => {
      expect(id).toBe(decider === places ? of.cohortId : personId);
      return decider === places ? state : person();
    };
  };

  it('is kept as at the start as it was confirmed, unless the record changed since', async () =>
    expect(
      await sentBy(process, placeStarted({ ...of, personId }, '2026-11-16'), confirmedOn('2026-11-02')),
    ).toEqual([
      {
        sends: 'KeepParticipantFacts',
        ...of,
        asAt: 'start',
        homeOrganisationId: newEmployerId,
        level: 'senior',
        asConfirmed: true,
        effectiveOn: '2026-11-16',
      },
    ]));

  it('is kept as at the start, which a later change of employer does not move', async () =>
    expect(
      await sentBy(process, placeStarted({ ...of, personId }, '2026-11-16'), confirmedOn('2026-10-01')),
    ).toEqual([
      {
        sends: 'KeepParticipantFacts',
        ...of,
        asAt: 'start',
        homeOrganisationId: newEmployerId,
        level: 'senior',
        effectiveOn: '2026-11-16',
      },
    ]));

  it('is never taken from an erased record', async () => {
    const erased = amara(
      personRegistered({ personId, name: ERASED, employerId: ERASED, level: ERASED }, '2026-01-05'),
    );
    const states = confirmedOn('2026-10-01', erased);
    expect(await sentBy(process, placeStarted({ ...of, personId }, '2026-11-16'), states)).toEqual([
      { sends: 'KeepParticipantFacts', ...of, asAt: 'start', asConfirmed: true, effectiveOn: '2026-11-16' },
    ]);
  });

  it('is what the sponsor states while nobody is named, and stays so when nobody is named on acceptance', async () => {
    expect(await sentBy(process, placeRequested(requested, '2026-09-01'))).toEqual([
      { sends: 'KeepParticipantFacts', ...of, asAt: 'request', effectiveOn: '2026-09-01' },
    ]);
    const terms = { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] };
    const accepted = { ...of, awardId: of.cohortId, sponsorId: employerId, pricePence: 1, terms };
    expect(await sentBy(process, placeAccepted(accepted))).toEqual([]);
  });
});
