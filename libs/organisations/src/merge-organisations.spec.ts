import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { organisationMergeUndone, organisationsMerged, organisationsToldApart } from './events.js';
import { MergeOrganisations, TellOrganisationsApart, UndoOrganisationMerge } from './merge-organisations.js';
import { organisationMerges } from './organisation-merges.decider.js';

const given = specification(organisationMerges);
const [highland, theHighland, oldHighland] = ['highland', 'the highland', 'old highland'].map((name) =>
  derivedId(name),
) as [string, string, string];
const reason = 'Same council';
const merge = (keptId: string, mergedId: string) =>
  commandOf(MergeOrganisations, { keptId, mergedId, reason });
const merged = (keptId: string, mergedId: string, ...before: string[]) =>
  organisationsMerged({ keptId, mergedId, ids: [mergedId, ...before], reason });

describe('merging organisations', () => {
  it('names every id that answers with the one kept', () => {
    given().when(merge(highland, theHighland)).then(merged(highland, theHighland));
    given(merged(theHighland, oldHighland))
      .when(merge(highland, theHighland))
      .then(merged(highland, theHighland, oldHighland));
  });
  it('follows one merged before to the one that stands for it', () =>
    given(merged(highland, theHighland))
      .when(merge(theHighland, oldHighland))
      .then(merged(highland, oldHighland)));
  it('changes nothing when they are one, and is refused the other way round', () => {
    const told = given(merged(highland, theHighland));
    told.when(merge(highland, theHighland)).thenNothing();
    told.when(merge(theHighland, highland)).thenRefused('merge-circular', 'keptId');
    told.when(merge(highland, highland)).thenRefused('merges-with-itself', 'mergedId');
  });
  it('is undone by name, once', () => {
    const undo = commandOf(UndoOrganisationMerge, { mergedId: theHighland, reason });
    const undone = organisationMergeUndone({
      keptId: highland,
      mergedId: theHighland,
      ids: [theHighland],
      reason,
    });
    given(merged(highland, theHighland)).when(undo).then(undone);
    given(merged(highland, theHighland), undone).when(undo).thenRefused('not-merged', 'mergedId');
  });
});

describe('telling organisations apart', () => {
  const apart = (oneId: string, otherId: string) =>
    commandOf(TellOrganisationsApart, { oneId, otherId, reason });
  const [oneId, otherId] = [highland, theHighland].sort() as [string, string];
  const told = organisationsToldApart({ oneId, otherId, reason });

  it('is recorded once, whichever is named first', () => {
    given().when(apart(otherId, oneId)).then(told);
    given(told).when(apart(oneId, otherId)).thenNothing();
  });
  it('is refused for one and the same', () => {
    given(merged(highland, theHighland)).when(apart(oneId, otherId)).thenRefused('merged-already', 'otherId');
    given().when(apart(highland, highland)).thenRefused('merges-with-itself');
  });
});
