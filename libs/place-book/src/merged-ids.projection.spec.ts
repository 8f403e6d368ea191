import { organisationMergeUndone, organisationsMerged } from '#organisations/events';
import { mergeOfPeopleUndone, peopleMerged } from '#people/events';
import { derivedId } from '#kernel';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { mergedIds } from './merged-ids.projection.js';

const [council, theCouncil, aCouncil] = ['council', 'the council', 'a council'].map((name) =>
  derivedId(name),
) as [string, string, string];
const reason = 'The same organisation.';
const first = organisationsMerged({ keptId: council, mergedId: theCouncil, ids: [theCouncil], reason });
const rows = (...facts: Parameters<typeof recorded>[0]) =>
  [...rowsOf(mergedIds, recorded(facts)).values()].map(({ id, keptId }) => [id, keptId]);

describe('merged ids', () => {
  it('name the organisation that was kept', () => expect(rows(first)).toEqual([[theCouncil, council]]));

  it('follow it when that is merged in turn, and back', () => {
    const second = organisationsMerged({
      keptId: aCouncil,
      mergedId: council,
      ids: [council, theCouncil],
      reason,
    });
    expect(rows(first, second)).toEqual([
      [theCouncil, aCouncil],
      [council, aCouncil],
    ]);
    const undone = organisationMergeUndone({
      keptId: aCouncil,
      mergedId: council,
      ids: [council, theCouncil],
      reason,
    });
    expect(rows(first, second, undone)).toEqual([[theCouncil, council]]);
  });

  it('hold for people as well', () => {
    const merge = peopleMerged({ keptId: council, mergedId: aCouncil, ids: [aCouncil], reason });
    expect(rows(merge)).toEqual([[aCouncil, council]]);
    expect(
      rows(merge, mergeOfPeopleUndone({ keptId: council, mergedId: aCouncil, ids: [aCouncil], reason })),
    ).toEqual([]);
  });
});
