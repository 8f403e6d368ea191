import { commandOf, derivedId, type Projection } from '#kernel';
import { completionRatesContext } from '#completion-rates';
import {
  AmendPerson,
  ChangeEmployer,
  CorrectPersonFact,
  MergePeople,
  people,
  peopleContext,
  personMerges,
  RegisterPerson,
  StrikePersonFact,
  UndoMergeOfPeople,
} from '#people';
import {
  AcceptPlace,
  candidacies,
  ConfirmPlace,
  OpenPlaces,
  participation,
  places,
  RequestPlace,
  StartPlace,
} from '#places';
import type { Level } from '#places/events';
import { rowsOf } from '../../../test/support/folded.js';
import { aGrantedCandidacySettlesThePlaceThatAsked } from './a-granted-candidacy-settles-the-place-that-asked.js';
import { aNamedPlaceClaimsThePersonsCandidacy } from './a-named-place-claims-the-persons-candidacy.js';
import { aPersonKnowsThePlacesThatNameThem } from './a-person-knows-the-places-that-name-them.js';
import { aPlaceKeepsWhereItsParticipantWorks } from './a-place-keeps-where-its-participant-works.js';
import { Simulation } from './simulation.js';
import { whatAMergedRecordHeldIsTheKeptOnes } from './what-a-merged-record-held-is-the-kept-ones.js';

const of = { cohortId: derivedId('autumn cohort'), placeId: derivedId('a place') };
const [amara, double] = [derivedId('amara'), derivedId('amara, recorded twice')];
const [council, charity] = [derivedId('a council'), derivedId('a charity')];
const rules = {
  programmeId: derivedId('leading to deliver'),
  awardId: derivedId('certificate'),
  capacity: 1,
  lastJoiningDate: '2026-11-30',
  startsOn: '2026-09-14',
  offerWorkingDays: 20,
  namingDays: 42,
  pricePence: 300_000,
  terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
};

interface Kept {
  readonly homeOrganisationId?: string;
  readonly level?: Level;
}
type Row = { asAtRequest: Kept; asAtStart: Kept };

/** Amara, of whom little is known, has a place and starts; then more becomes known. Answers what the rates go by. */
const afterwards = async (stated: Kept, ...later: readonly (readonly [command: object, on?: string])[]) => {
  const simulation = new Simulation(
    [places, candidacies, participation, people, personMerges],
    [
      aNamedPlaceClaimsThePersonsCandidacy,
      aGrantedCandidacySettlesThePlaceThatAsked,
      aPersonKnowsThePlacesThatNameThem,
      aPlaceKeepsWhereItsParticipantWorks,
      whatAMergedRecordHeldIsTheKeptOnes,
    ],
    '2026-09-01T08:00:00.000Z',
    peopleContext.merged,
  );
  const say = async (command: object, on?: string) => {
    simulation.send(command, on);
    await simulation.settle();
  };
  await say(commandOf(RegisterPerson, { personId: amara, name: 'Amara', employerId: council }), '2026-01-05');
  await say(commandOf(OpenPlaces, { cohortId: of.cohortId, rules }));
  await say(commandOf(RequestPlace, { ...of, sponsorId: council, personId: amara }));
  await say(commandOf(AcceptPlace, { ...of, personId: amara }));
  await say(
    commandOf(ConfirmPlace, {
      ...of,
      personId: amara,
      lineManagerId: derivedId('a line manager'),
      privacyNoticeVersion: '1',
      checks: [],
      ...stated,
    }),
  );
  simulation.now = '2026-09-14T08:00:00.000Z';
  await say(commandOf(StartPlace, of));
  simulation.now = '2027-01-11T08:00:00.000Z';
  const facts = () => simulation.log.filter(({ stream }) => stream === `person-${amara}`);
  for (const [command, on] of later) {
    if ('factId' in command)
      command.factId = facts().find(({ type }) => type === command.factId)?.id ?? command.factId;
    await say(command, on);
  }

  const placeFacts = completionRatesContext.projections?.find(({ name }) => name === 'place-facts');
  const row = rowsOf(placeFacts as Projection<Row>, simulation.log).get(of.placeId);
  expect(simulation.workItems).toEqual([]);
  return { request: row?.asAtRequest, start: row?.asAtStart };
};
const moves = (employerId: string, level?: Level) =>
  commandOf(ChangeEmployer, { personId: amara, employerId, level });
const atCouncil = { homeOrganisationId: council };
const atCharity = { homeOrganisationId: charity, level: 'senior' };

describe('what becomes known of a participant late', () => {
  it('of a day before they were named moves both what counts as at the request and as at the start', async () => {
    expect(await afterwards({})).toEqual({ request: atCouncil, start: atCouncil });
    expect(await afterwards({}, [moves(charity, 'senior'), '2026-08-01'])).toEqual({
      request: atCharity,
      start: atCharity,
    });
    expect(
      await afterwards({}, [commandOf(AmendPerson, { personId: amara, level: 'middle' }), '2026-02-01']),
    ).toEqual({ request: { ...atCouncil, level: 'middle' }, start: { ...atCouncil, level: 'middle' } });
  });

  it('of a day between moves what counts as at the start only, and of a later day nothing', async () => {
    expect(await afterwards({}, [moves(charity, 'senior'), '2026-09-07'])).toEqual({
      request: atCouncil,
      start: atCharity,
    });
    expect(await afterwards({}, [moves(charity, 'senior'), '2026-10-01'])).toEqual({
      request: atCouncil,
      start: atCouncil,
    });
  });

  it('leaves what was stated at the confirmation', async () =>
    expect(await afterwards({ level: 'strategic' }, [moves(charity, 'senior'), '2026-08-01'])).toEqual({
      request: { ...atCharity, level: 'strategic' },
      start: { ...atCharity, level: 'strategic' },
    }));

  it('by a correction, or because it never was, moves it as well', async () => {
    const correction = commandOf(CorrectPersonFact, {
      personId: amara,
      factId: 'PersonRegistered',
      reason: 'misread',
      employerId: charity,
    });
    const there = { homeOrganisationId: charity };
    expect(await afterwards({}, [correction])).toEqual({ request: there, start: there });
    expect(
      await afterwards(
        {},
        [moves(charity, 'senior'), '2026-08-01'],
        [
          commandOf(StrikePersonFact, {
            personId: amara,
            factId: 'EmployerChanged',
            reason: 'about_somebody_else',
          }),
        ],
      ),
    ).toEqual({ request: atCouncil, start: atCouncil });
  });

  it('by another record of theirs moves it once the two are merged, and back when that is undone', async () => {
    const reason = 'The registers show one number';
    const register = commandOf(RegisterPerson, {
      personId: double,
      name: 'Amara',
      employerId: charity,
      level: 'senior',
    });
    const merge = commandOf(MergePeople, { keptId: amara, mergedId: double, reason });
    const undo = commandOf(UndoMergeOfPeople, { mergedId: double, reason });
    expect(await afterwards({}, [register, '2026-07-01'], [merge])).toEqual({
      request: atCharity,
      start: atCharity,
    });
    expect(await afterwards({}, [register, '2026-07-01'], [merge], [undo])).toEqual({
      request: atCouncil,
      start: atCouncil,
    });
  });
});
