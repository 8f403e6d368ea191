import type { Recorded } from '#kernel';
import { happened } from '#kernel/specification';
import {
  type ProgrammeEvent,
  programmeDefined,
  programmeRenamed,
  programmeVersionDefined,
  programmeVersionRetired,
} from './events.js';
import type { ProgrammeRow } from './programme.entity.js';
import { programmeList } from './programmes.projection.js';

const programmeId = '11111111-1111-4111-8111-111111111111';
const versionId = '22222222-2222-4222-8222-222222222222';
const moduleId = '33333333-3333-4333-8333-333333333333';

const row = (...facts: readonly ProgrammeEvent[]): ProgrammeRow =>
  facts.reduce<ProgrammeRow>((so, fact, revision) => {
    const event = { ...happened(fact, revision), revision } as Recorded<ProgrammeEvent>;
    const step = programmeList.on[fact.type] as (row: ProgrammeRow, event: Recorded) => ProgrammeRow;
    expect(programmeList.key(event)).toBe(programmeId);
    return step(so, event);
  }, programmeList.blank(programmeId));

const definition = {
  programmeId,
  name: 'Leading to Deliver',
  awardId: '44444444-4444-4444-8444-444444444444',
  awardName: 'Postgraduate Certificate',
  credits: 60,
  scqfLevel: 11,
  approvingBody: 'board',
  levels: [{ level: 'middle', inWords: 'Manages managers' }],
} as const;
const pilot = {
  programmeId,
  versionId,
  label: 'pilot',
  modules: [{ moduleId, title: 'Leading' }],
  targetLevels: ['middle'],
} as const;

describe('the list of programmes', () => {
  it('keeps the programme with every name it went by', () =>
    expect(
      row(
        programmeDefined(definition, '2002-10-01'),
        programmeRenamed({ programmeId, name: 'L2D' }, '2006-05-02'),
      ),
    ).toEqual({
      ...definition,
      name: 'L2D',
      names: [
        { name: 'Leading to Deliver', from: '2002-10-01' },
        { name: 'L2D', from: '2006-05-02' },
      ],
      versions: [],
      definedOn: '2002-10-01',
      revision: 1,
    }));

  it('keeps versions with the days they were defined and retired', () =>
    expect(
      row(
        programmeDefined(definition, '2002-10-01'),
        programmeVersionDefined(pilot, '2002-10-02'),
        programmeVersionRetired({ programmeId, versionId, reason: 'Redesigned' }, '2005-01-10'),
      ),
    ).toMatchObject({
      versions: [
        {
          versionId,
          label: 'pilot',
          modules: pilot.modules,
          targetLevels: ['middle'],
          definedOn: '2002-10-02',
          retiredOn: '2005-01-10',
          retiredBecause: 'Redesigned',
        },
      ],
      revision: 2,
    }));
});
