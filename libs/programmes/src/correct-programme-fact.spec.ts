import { commandOf } from '#kernel';
import { happened, specification } from '#kernel/specification';
import { CorrectProgrammeFact } from './correct-programme-fact.js';
import {
  programmeDefined,
  type ProgrammeEvent,
  programmeFactCorrected,
  programmeFactStruck,
  programmeRenamed,
  programmeVersionDefined,
  programmeVersionRetired,
} from './events.js';
import { programmes } from './programmes.decider.js';
import { StrikeProgrammeFact } from './strike-programme-fact.js';

const given = specification(programmes);
const programmeId = '11111111-1111-4111-8111-111111111111';
const versionId = '22222222-2222-4222-8222-222222222222';
const reason = 'Typing error';
const module = { moduleId: '44444444-4444-4444-8444-444444444444', title: 'Leading' };
const defined = programmeDefined(
  {
    programmeId,
    name: 'Leading to Deliver',
    awardId: '66666666-6666-4666-8666-666666666666',
    awardName: 'Postgraduate Certificate',
    credits: 60,
    scqfLevel: 11,
    approvingBody: 'board',
    levels: [
      { level: 'first_line', inWords: 'Manages those who work with people' },
      { level: 'middle', inWords: 'Manages first-line managers' },
    ],
  },
  '2002-10-01',
);
const pilot = programmeVersionDefined(
  { programmeId, versionId, label: 'pilot', modules: [module], targetLevels: ['middle'] },
  '2002-10-02',
);
const renamed = programmeRenamed({ programmeId, name: 'L2D' }, '2006-05-02');
const retired = programmeVersionRetired({ programmeId, versionId }, '2005-01-10');
const story = [defined, pilot, renamed, retired] as const;

const idOf = (fact: ProgrammeEvent) => happened(fact, story.indexOf(fact as never)).id;
const correcting = (fact: ProgrammeEvent, becomes: Partial<CorrectProgrammeFact> = {}) =>
  commandOf(CorrectProgrammeFact, { programmeId, factId: idOf(fact), reason, ...becomes });
const corrected = (fact: ProgrammeEvent, becomes: object, on = fact.effectiveOn) =>
  programmeFactCorrected({ programmeId, corrects: idOf(fact), fact: fact.type, reason, ...becomes }, on);

describe('correcting what was recorded of a programme', () => {
  it.each<[string, ProgrammeEvent, Partial<CorrectProgrammeFact>]>([
    ['its credits', defined, { credits: 120, scqfLevel: 12 }],
    ['the name of its award', defined, { awardName: 'Diploma' }],
    ['a name', renamed, { name: 'L2D Scotland' }],
    ['the day of a name', renamed, { on: '2006-05-01' }],
    ['the modules of a version', pilot, { modules: [{ ...module, title: 'Leading oneself' }] }],
    ['the day a version was retired', retired, { on: '2005-01-11' }],
  ])('says what is right: %s', (_, fact, becomes) => {
    const { on, ...fields } = becomes;
    given(...story)
      .when(correcting(fact, becomes))
      .then(corrected(fact, fields, on ?? fact.effectiveOn));
  });
  it('is what holds from then on, under the latest of its names', () =>
    expect(
      given(...story, corrected(defined, { credits: 120, name: 'Leading' })).state.defined,
    ).toMatchObject({
      name: 'L2D',
      credits: 120,
    }));
  it('changes nothing where it is so already', () =>
    given(...story)
      .when(correcting(defined, { credits: 60, on: '2002-10-01' }))
      .thenNothing());

  it.each<[string, string, ProgrammeEvent, Partial<CorrectProgrammeFact>]>([
    ['field-of-another-fact', 'credits', renamed, { credits: 120 }],
    ['cannot-be-missing', 'name', renamed, { name: null as never }],
    ['dated-in-the-future', 'on', renamed, { on: '2026-09-02' }],
    ['levels-missing', 'levels', defined, { levels: [] }],
    [
      'level-not-defined',
      'targetLevels',
      defined,
      { levels: [{ level: 'first_line', inWords: 'Manages those who work with people' }] },
    ],
    ['modules-missing', 'modules', pilot, { modules: [] }],
    ['module-twice', 'modules', pilot, { modules: [module, module] }],
    ['target-levels-missing', 'targetLevels', pilot, { targetLevels: [] }],
    ['target-level-twice', 'targetLevels', pilot, { targetLevels: ['middle', 'middle'] }],
    ['level-not-defined', 'targetLevels', pilot, { targetLevels: ['strategic'] }],
  ])('is refused: %s of %s', (code, field, fact, becomes) =>
    given(...story)
      .when(correcting(fact, becomes))
      .thenRefused(code, field),
  );
  it('is refused where two versions would have one label', () => {
    const other = programmeVersionDefined({
      ...pilot.data,
      versionId: '33333333-3333-4333-8333-333333333333',
      label: 'redesign',
    });
    given(...story, other)
      .when(correcting(pilot, { label: 'Redesign' }))
      .thenRefused('label-taken', 'label');
  });
  it('is refused where a level would be defined twice', () =>
    given(...story)
      .when(correcting(defined, { levels: [...defined.data.levels, ...defined.data.levels] }))
      .thenRefused('level-twice', 'levels'));
  it('is refused where a version would be retired before it was defined', () => {
    given(...story)
      .when(correcting(retired, { on: '2002-10-01' }))
      .thenRefused('out-of-order', 'on');
    given(...story)
      .when(correcting(pilot, { on: '2005-01-11' }))
      .thenRefused('out-of-order', 'on');
    given(...story)
      .when(correcting(retired, { on: '2002-10-02' }))
      .then(corrected(retired, {}, '2002-10-02'));
  });
  it('leaves a programme of the past as little known as it was', () => {
    const past = [
      programmeDefined({ ...defined.data, levels: [] }, '2002-10-01'),
      programmeVersionDefined({ ...pilot.data, modules: [], targetLevels: [] }, '2002-10-02'),
    ] as const;
    expect(given(...past).when(correcting(defined, { credits: 60, name: 'L2D' })).decision).toMatchObject([
      { data: { name: 'L2D' } },
    ]);
  });
  it('is refused for what was not recorded', () => {
    given(defined).when(correcting(renamed)).thenRefused('no-such-fact', 'factId');
    given().when(correcting(defined)).thenRefused('unknown-programme', 'programmeId');
  });
});

describe('striking what was recorded of a programme', () => {
  const striking = (fact: ProgrammeEvent) =>
    commandOf(StrikeProgrammeFact, { programmeId, factId: idOf(fact), reason });
  const struck = (fact: ProgrammeEvent) =>
    programmeFactStruck({ programmeId, corrects: idOf(fact), fact: fact.type, reason }, fact.effectiveOn);

  it('says that it never was', () => {
    given(...story)
      .when(striking(renamed))
      .then(struck(renamed));
    expect(given(...story, struck(renamed), struck(retired)).state).toMatchObject({
      defined: { name: 'Leading to Deliver' },
      versions: { [versionId]: { retired: false } },
    });
  });
  it('changes nothing the second time, and is undone by a correction', () => {
    given(...story, struck(renamed))
      .when(striking(renamed))
      .thenNothing();
    given(...story, struck(renamed))
      .when(correcting(renamed))
      .then(corrected(renamed, {}));
  });
  it('is refused for what cohorts rest on', () => {
    for (const fact of [defined, pilot])
      given(...story)
        .when(striking(fact))
        .thenRefused('fact-of-another-kind', 'factId');
    given().when(striking(defined)).thenRefused('unknown-programme', 'programmeId');
  });
});
