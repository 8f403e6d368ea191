import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { programmeDefined, programmeVersionDefined } from './events.js';
import { programmes } from './programmes.decider.js';
import { RecordPastProgramme } from './record-past-programme.js';

const given = specification(programmes);
const programmeId = derivedId('programme');
const awardId = derivedId('award');
const versionId = derivedId('version');
const name = 'Leading to Deliver';
const record = (otherwise: Partial<RecordPastProgramme> = {}) =>
  commandOf(RecordPastProgramme, {
    programmeId,
    name,
    awardId,
    versionId,
    versionLabel: 'as it ran',
    ...otherwise,
  });

const asKnown = programmeDefined({
  programmeId,
  name,
  awardId,
  awardName: name,
  credits: 0,
  scqfLevel: 0,
  approvingBody: 'none',
  levels: [],
});
const asItRan = programmeVersionDefined({
  programmeId,
  versionId,
  label: 'as it ran',
  modules: [],
  targetLevels: [],
});
const defined = [asKnown, asItRan];

describe('recording a programme of the past', () => {
  it('leads to an award of its name; nothing else is known of it', () =>
    given()
      .when(record())
      .then(...defined));

  it('changes nothing where it is known', () =>
    given(...defined)
      .when(record({ name: 'Other words' }))
      .thenNothing());

  const live = { ...asKnown.data, name: 'Leading today', approvingBody: 'university' } as const;
  const pilot = { programmeId, versionId: derivedId('pilot'), label: 'pilot', modules: [], targetLevels: [] };

  it('adds the version that ran to a programme of today, and nothing else', () =>
    given(programmeDefined(live), programmeVersionDefined(pilot)).when(record()).then(asItRan));

  it('refuses a label that another version has', () =>
    given(programmeDefined(live), programmeVersionDefined({ ...pilot, label: 'As it ran' }))
      .when(record())
      .thenRefused('label-taken'));

  it('refuses an id that leads to another award', () =>
    given(...defined)
      .when(record({ awardId: derivedId('another') }))
      .thenRefused('programme-already-defined'));
});
