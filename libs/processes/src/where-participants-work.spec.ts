import { type BusinessDate, type Decider, derivedId, ERASED } from '#kernel';
import { happened, specification } from '#kernel/specification';
import { people } from '#people';
import { employerChanged, type PersonEvent, personRegistered } from '#people/events';
import { participation, places } from '#places';
import {
  participantCorrected,
  participationNoted,
  placeAccepted,
  placeConfirmed,
  placeDateCorrected,
  placeFactStruck,
  placeRequested,
  placeStarted,
} from '#places/events';
import { aPersonKnowsThePlacesThatNameThem } from './a-person-knows-the-places-that-name-them.js';
import { aPlaceKeepsWhereItsParticipantWorks } from './a-place-keeps-where-its-participant-works.js';
import { sentBy } from './simulation.js';

const personId = derivedId('amara');
const employerId = derivedId('a council');
const newEmployerId = derivedId('a charity');
const of = { cohortId: derivedId('autumn cohort'), placeId: derivedId('place of amara') };
const amara = (...facts: readonly PersonEvent[]) => specification(people)(...facts).state;
const works = amara(
  personRegistered({ personId, name: 'Amara', employerId, level: 'middle' }, '2026-01-05'),
  employerChanged({ personId, employerId: newEmployerId, level: 'senior' }, '2026-11-01'),
);
const requested = { ...of, programmeId: of.cohortId, awardId: of.cohortId, sponsorId: employerId };
const agreed = { lineManagerId: newEmployerId, privacyNoticeVersion: '1', checks: [] };
const confirmed = (day: BusinessDate) =>
  placeConfirmed({ ...of, awardId: of.cohortId, sponsorId: employerId, personId, ...agreed }, day);
const noted = (asAt: 'request' | 'start', on: BusinessDate, namedIn = derivedId('a naming')) =>
  participationNoted({ personId, ...of, asAt, on, namedIn }, on);

/** What the process may ask: the book of the cohort, the person, the places they were named for. */
const states =
  (confirmedOn: BusinessDate | undefined, person = works) =>
  (decider: Decider, id: string) => {
    expect(id).toBe(decider === places ? of.cohortId : personId);
    if (decider === people) return person;
    if (decider === participation)
      return specification(participation)(noted('request', '2026-09-01'), noted('start', '2026-11-16')).state;

    return specification(places)(
      placeRequested({ ...requested, personId }),
      ...(confirmedOn === undefined ? [] : [confirmed(confirmedOn)]),
    ).state;
  };
const keeps = (asAt: 'request' | 'start', effectiveOn: BusinessDate, facts: object) => ({
  sends: 'KeepParticipantFacts',
  ...of,
  asAt,
  ...facts,
  effectiveOn,
});
const before = { homeOrganisationId: employerId, level: 'middle' };
const after = { homeOrganisationId: newEmployerId, level: 'senior' };

describe('a person', () => {
  const process = aPersonKnowsThePlacesThatNameThem;
  const notes = (asAt: 'request' | 'start', on: BusinessDate, fact: object, awardId?: string) => ({
    sends: 'NoteParticipation',
    personId,
    ...of,
    ...(awardId === undefined ? {} : { awardId }),
    asAt,
    on,
    namedIn: happened(fact as ReturnType<typeof placeStarted>).id,
    effectiveOn: on,
  });

  it('knows the places that name them, and where they started', async () => {
    const request = placeRequested({ ...requested, personId }, '2026-09-01');
    expect(await sentBy(process, request)).toEqual([
      notes('request', '2026-09-01', request, requested.awardId),
    ]);
    const confirmation = confirmed('2026-09-20');
    expect(await sentBy(process, confirmation)).toEqual([
      notes('request', '2026-09-20', confirmation, requested.awardId),
    ]);
    const start = placeStarted({ ...of, personId }, '2026-11-16');
    expect(await sentBy(process, start)).toEqual([notes('start', '2026-11-16', start)]);
    expect(await sentBy(process, placeRequested(requested))).toEqual([]);
  });

  it('knows the right day once it is corrected, where it is the one that counts', async () => {
    const naming = derivedId('a naming');
    const corrects = (from: BusinessDate, fact: 'started' | 'accepted', named = naming) =>
      placeDateCorrected({ ...of, corrects: named, reason: 'misread', fact, from }, '2026-11-20');
    const [sent] = await sentBy(process, corrects('2026-11-16', 'started'), states(undefined));
    expect(sent).toMatchObject({ asAt: 'start', on: '2026-11-20', effectiveOn: '2026-11-20' });
    expect(await sentBy(process, corrects('2026-08-01', 'accepted'), states(undefined))).toEqual([]);
    expect(
      await sentBy(process, corrects('2026-09-01', 'accepted', derivedId('another')), states(undefined)),
    ).toEqual([]);
  });
});

describe('a place whose participant was recorded in error', () => {
  const bo = derivedId('bo');
  const correction = participantCorrected(
    {
      ...of,
      awardId: of.cohortId,
      personId: bo,
      corrects: derivedId('a confirmation'),
      reason: 'misread',
      insteadOf: { personId },
      askedBy: 'local-administrator',
    },
    '2026-09-20',
  );
  const started = specification(places)(
    placeRequested({ ...requested, personId }),
    confirmed('2026-09-20'),
    placeStarted({ ...of, personId }, '2026-11-16'),
  ).state;

  it('is known to the right one, from the day they were recorded for and from the start', async () =>
    expect(await sentBy(aPersonKnowsThePlacesThatNameThem, correction, () => started)).toMatchObject([
      { personId: bo, asAt: 'request', on: '2026-09-20' },
      { personId: bo, asAt: 'start', on: '2026-11-16' },
    ]));

  it('keeps what is known of whom it names again when the naming never was', async () => {
    const struck = placeFactStruck({
      ...of,
      awardId: of.cohortId,
      personId,
      fact: 'confirmed',
      corrects: derivedId('a confirmation'),
      reason: 'another place',
      backTo: 'accepted',
      seat: 'not_needed',
      freedSeat: false,
    });
    expect(await sentBy(aPlaceKeepsWhereItsParticipantWorks, struck, states(undefined))).toEqual([
      keeps('request', '2026-09-01', before),
      keeps('start', '2026-11-16', after),
    ]);
  });
});

describe('where a participant works', () => {
  const process = aPlaceKeepsWhereItsParticipantWorks;

  it('is kept as at the day they were named, and as at the start, which a later employer does not move', async () => {
    expect(await sentBy(process, noted('request', '2026-09-01'), states(undefined))).toEqual([
      keeps('request', '2026-09-01', before),
    ]);
    expect(await sentBy(process, noted('start', '2026-11-16'), states('2026-10-01'))).toEqual([
      keeps('start', '2026-11-16', after),
    ]);
  });

  it('is kept as at the start as it was confirmed, unless the record changed since', async () =>
    expect(await sentBy(process, noted('start', '2026-11-16'), states('2026-11-02'))).toEqual([
      keeps('start', '2026-11-16', { ...after, asConfirmed: true }),
    ]));

  it('is asked for again when something else is known of them', async () =>
    expect(
      await sentBy(process, employerChanged({ personId, employerId }, '2026-08-01'), states('2026-10-01')),
    ).toEqual([keeps('request', '2026-09-01', before), keeps('start', '2026-11-16', after)]));

  it('is not kept of somebody the place does not name any more', async () => {
    const bo = derivedId('bo');
    const ofBo = participationNoted({
      personId: bo,
      ...of,
      asAt: 'request',
      on: '2026-09-01',
      namedIn: derivedId('a naming'),
    });
    expect(await sentBy(process, ofBo, states(undefined))).toEqual([]);
  });

  it('is never taken from an erased record', async () => {
    const erased = amara(
      personRegistered({ personId, name: ERASED, employerId: ERASED, level: ERASED }, '2026-01-05'),
    );
    expect(await sentBy(process, noted('start', '2026-11-16'), states('2026-10-01', erased))).toEqual([
      keeps('start', '2026-11-16', { asConfirmed: true }),
    ]);
  });

  it('is what the sponsor states while nobody is named, and stays so when nobody is named on acceptance', async () => {
    const stated = { ...requested, homeOrganisationId: employerId };
    expect(await sentBy(process, placeRequested(stated, '2026-09-01'))).toEqual([
      keeps('request', '2026-09-01', {}),
    ]);
    expect(await sentBy(process, placeRequested(requested, '2026-09-01'))).toEqual([]);
    const terms = { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] };
    const accepted = { ...of, awardId: of.cohortId, sponsorId: employerId, pricePence: 1, terms };
    expect(await sentBy(process, placeAccepted(accepted))).toEqual([]);
  });
});
