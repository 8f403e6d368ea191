import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { DefineProgramme } from './define-programme.js';
import { DefineProgrammeVersion } from './define-programme-version.js';
import {
  programmeDefined,
  programmeRenamed,
  programmeVersionDefined,
  programmeVersionRetired,
} from './events.js';
import { programmes } from './programmes.decider.js';
import { RenameProgramme } from './rename-programme.js';
import { RetireProgrammeVersion } from './retire-programme-version.js';

const given = specification(programmes);
const programmeId = '11111111-1111-4111-8111-111111111111';
const versionId = '22222222-2222-4222-8222-222222222222';
const otherVersionId = '33333333-3333-4333-8333-333333333333';
const leading = '44444444-4444-4444-8444-444444444444';
const delivering = '55555555-5555-4555-8555-555555555555';

const leadingToDeliver: DefineProgramme = {
  programmeId,
  name: 'Leading to Deliver',
  awardId: '66666666-6666-4666-8666-666666666666',
  awardName: 'Postgraduate Certificate in Leadership',
  credits: 60,
  scqfLevel: 11,
  approvingBody: 'scottish_ministers',
  levels: [
    { level: 'first_line', inWords: 'Manages those who work with people' },
    { level: 'middle', inWords: 'Manages first-line managers' },
  ],
};
const pilot: DefineProgrammeVersion = {
  programmeId,
  versionId,
  label: 'pilot',
  modules: [
    { moduleId: leading, title: 'Leading' },
    { moduleId: delivering, title: 'Delivering' },
  ],
  targetLevels: ['first_line', 'middle'],
};
const defining = (changes: Partial<DefineProgramme> = {}) =>
  commandOf(DefineProgramme, { ...leadingToDeliver, ...changes });
const definingVersion = (changes: Partial<DefineProgrammeVersion> = {}) =>
  commandOf(DefineProgrammeVersion, { ...pilot, ...changes });
const defined = programmeDefined(leadingToDeliver);

describe('defining a programme', () => {
  it('records all that was stated', () => given().when(defining()).then(defined));
  it('changes nothing when the same is defined again', () => given(defined).when(defining()).thenNothing());
  it('is refused for an id that is another programme', () =>
    given(defined)
      .when(defining({ credits: 120 }))
      .thenRefused('programme-already-defined', 'programmeId'));
  it('needs a level in words', () =>
    given()
      .when(defining({ levels: [] }))
      .thenRefused('levels-missing', 'levels'));
  it('is refused when a level is defined twice', () =>
    given()
      .when(
        defining({
          levels: [
            { level: 'middle', inWords: 'One' },
            { level: 'middle', inWords: 'Two' },
          ],
        }),
      )
      .thenRefused('level-twice', 'levels'));
});

describe('renaming a programme', () => {
  const renaming = (name: string) => commandOf(RenameProgramme, { programmeId, name });

  it('records the new name, in any script', () =>
    given(defined)
      .when(renaming('A’ Stiùireadh gu Lìbhrigeadh'))
      .then(programmeRenamed({ programmeId, name: 'A’ Stiùireadh gu Lìbhrigeadh' })));
  it('changes nothing for the name it has', () =>
    given(defined, programmeRenamed({ programmeId, name: 'L2D' }))
      .when(renaming('L2D'))
      .thenNothing());
  it('is of its day: a name it had before, entered late, is another name', () => {
    const facts = [
      programmeDefined(leadingToDeliver, '2002-10-01'),
      programmeRenamed({ programmeId, name: 'L2D' }, '2006-05-02'),
    ];
    given(...facts)
      .when(renaming('L2D'), { effectiveOn: '2005-01-01' })
      .then(programmeRenamed({ programmeId, name: 'L2D' }));
    const entered = programmeRenamed({ programmeId, name: 'Deliver' }, '2004-01-01');
    expect(given(...facts, entered).state.defined?.name).toBe('L2D');
  });
  it('is refused for a programme nobody defined', () =>
    given().when(renaming('L2D')).thenRefused('unknown-programme', 'programmeId'));
});

describe('defining a version', () => {
  const versionDefined = programmeVersionDefined(pilot);

  it('records its modules in order and whom it is for', () =>
    given(defined).when(definingVersion()).then(versionDefined));
  it('changes nothing when the same is defined again, also after it was retired', () => {
    given(defined, versionDefined).when(definingVersion()).thenNothing();
    given(defined, versionDefined, programmeVersionRetired({ programmeId, versionId }))
      .when(definingVersion())
      .thenNothing();
  });
  it('is refused before its programme is defined', () =>
    given().when(definingVersion()).thenRefused('unknown-programme', 'programmeId'));
  it('is refused when the version is something else already', () =>
    given(defined, versionDefined)
      .when(definingVersion({ targetLevels: ['middle'] }))
      .thenRefused('version-already-defined', 'versionId'));
  it('is refused when its label is taken, whatever the case', () =>
    given(defined, versionDefined)
      .when(definingVersion({ versionId: otherVersionId, label: 'Pilot' }))
      .thenRefused('label-taken', 'label'));

  it.each<[string, string, string, Partial<DefineProgrammeVersion>]>([
    ['has no modules', 'modules-missing', 'modules', { modules: [] }],
    [
      'names a module id twice',
      'module-twice',
      'modules',
      {
        modules: [
          { moduleId: leading, title: 'Leading' },
          { moduleId: leading, title: 'Delivering' },
        ],
      },
    ],
    [
      'gives two modules one title',
      'module-twice',
      'modules',
      {
        modules: [
          { moduleId: leading, title: 'Leading' },
          { moduleId: delivering, title: 'leading' },
        ],
      },
    ],
    ['is for nobody', 'target-levels-missing', 'targetLevels', { targetLevels: [] }],
    ['names a level twice', 'target-level-twice', 'targetLevels', { targetLevels: ['middle', 'middle'] }],
    ['is for a level nobody defined', 'level-not-defined', 'targetLevels', { targetLevels: ['strategic'] }],
  ])('is refused when it %s', (_, code, field, changes) =>
    given(defined).when(definingVersion(changes)).thenRefused(code, field),
  );
});

describe('retiring a version', () => {
  const retiring = (version = versionId, reason?: string) =>
    commandOf(RetireProgrammeVersion, { programmeId, versionId: version, ...(reason ? { reason } : {}) });
  const retired = programmeVersionRetired({ programmeId, versionId, reason: 'Redesigned' });

  it('records why', () =>
    given(defined, programmeVersionDefined(pilot)).when(retiring(versionId, 'Redesigned')).then(retired));
  it('needs no reason', () =>
    given(defined, programmeVersionDefined(pilot))
      .when(retiring())
      .then(programmeVersionRetired({ programmeId, versionId })));
  it('changes nothing the second time', () =>
    given(defined, programmeVersionDefined(pilot), retired).when(retiring()).thenNothing());
  it('is refused for a version or programme nobody defined', () => {
    given(defined).when(retiring(otherVersionId)).thenRefused('unknown-version', 'versionId');
    given().when(retiring()).thenRefused('unknown-programme', 'programmeId');
  });
});
