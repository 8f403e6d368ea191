import { commandOf, derivedId, type Projection } from '#kernel';
import { completionRatesContext } from '#completion-rates';
import { people, personMerges, RegisterPerson } from '#people';
import {
  AcceptPlace,
  candidacies,
  ConfirmPlace,
  OpenPlaces,
  participation,
  places,
  RequestPlace,
} from '#places';
import type { Level } from '#places/events';
import { rowsOf } from '../../../test/support/folded.js';
import { aGrantedCandidacySettlesThePlaceThatAsked } from './a-granted-candidacy-settles-the-place-that-asked.js';
import { aNamedPlaceClaimsThePersonsCandidacy } from './a-named-place-claims-the-persons-candidacy.js';
import { aPersonKnowsThePlacesThatNameThem } from './a-person-knows-the-places-that-name-them.js';
import { aPlaceKeepsWhereItsParticipantWorks } from './a-place-keeps-where-its-participant-works.js';
import { Simulation } from './simulation.js';

const of = { cohortId: derivedId('autumn cohort'), placeId: derivedId('a place') };
const [amara, bo] = [derivedId('amara'), derivedId('bo')];
const [council, charity] = [derivedId('a council'), derivedId('a charity')];
const rules = {
  programmeId: derivedId('leading to deliver'),
  awardId: derivedId('certificate'),
  capacity: 1,
  lastJoiningDate: '2026-11-30',
  startsOn: '2026-11-16',
  offerWorkingDays: 20,
  namingDays: 42,
  pricePence: 300_000,
  terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
};

interface Stated {
  readonly homeOrganisationId?: string;
  readonly level?: Level;
}

/** Requested for Amara, confirmed for Bo: what the book and the read model then say of Bo as at the request. */
const substituted = async (ofAmara: Stated, ofBo: Stated, acceptedFor?: string) => {
  const simulation = new Simulation(
    [places, candidacies, people, personMerges, participation],
    [
      aPersonKnowsThePlacesThatNameThem,
      aNamedPlaceClaimsThePersonsCandidacy,
      aGrantedCandidacySettlesThePlaceThatAsked,
      aPlaceKeepsWhereItsParticipantWorks,
    ],
    '2026-09-01T08:00:00.000Z',
  );
  const say = async (command: object) => {
    simulation.send(command);
    await simulation.settle();
  };
  for (const personId of [amara, bo])
    await say(commandOf(RegisterPerson, { personId, name: 'Made up', employerId: council, level: 'middle' }));
  await say(commandOf(OpenPlaces, { cohortId: of.cohortId, rules }));
  await say(commandOf(RequestPlace, { ...of, sponsorId: council, personId: amara, ...ofAmara }));
  await say(commandOf(AcceptPlace, { ...of, personId: acceptedFor }));
  await say(
    commandOf(ConfirmPlace, {
      ...of,
      personId: bo,
      lineManagerId: derivedId('a line manager'),
      privacyNoticeVersion: '1',
      checks: [],
      ...ofBo,
    }),
  );

  const placeFacts = completionRatesContext.projections?.find(({ name }) => name === 'place-facts');
  const row = rowsOf(placeFacts as Projection<{ personId: string; asAtRequest: Stated }>, simulation.log).get(
    of.placeId,
  );
  const place = simulation.stateOf(places, of.cohortId).places.get(of.placeId);
  expect([row?.personId, place?.state, simulation.workItems]).toEqual([bo, 'confirmed', []]);
  return { book: place?.kept.request, rates: row?.asAtRequest };
};
const both = (facts: Stated) => ({ book: facts, rates: facts });
const onRecord = { homeOrganisationId: council, level: 'middle' } as const;

describe.each([undefined, amara, bo])('a substitute, the place accepted for %s', (acceptedFor) => {
  it('counts where they work, though the first worked in the same place', async () =>
    expect(await substituted({}, {}, acceptedFor)).toEqual(both(onRecord)));

  it('does not count where the first was said to work', async () =>
    expect(await substituted({ homeOrganisationId: charity, level: 'senior' }, {}, acceptedFor)).toEqual(
      both(onRecord),
    ));

  it('counts where they are said to work', async () =>
    expect(await substituted({ level: 'senior' }, { homeOrganisationId: charity }, acceptedFor)).toEqual(
      both({ homeOrganisationId: charity, level: 'middle' }),
    ));
});
