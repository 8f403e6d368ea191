import { type PlaceEvent, placeRequested } from '#places/events';
import type { EventStore } from '#platform';
import { recorded } from '../../../test/support/folded.js';
import { GetWhy, GetWhyHandler } from './get-why.js';

const cohortId = '11111111-1111-4111-8111-111111111111';
const amara = 'a0000000-0000-4000-8000-000000000000';
const bo = 'b0000000-0000-4000-8000-000000000000';
const ofAnotherCohort = 'c0000000-0000-4000-8000-000000000000';

const asks = (placeId: string): PlaceEvent =>
  placeRequested({ cohortId, placeId, programmeId: bo, awardId: bo, sponsorId: bo });
const book = {
  readStream: async () => recorded([asks(amara), asks(bo)]),
} as unknown as EventStore;
const why = (placeId: string, comparedWith: string) =>
  new GetWhyHandler(book).execute(new GetWhy(cohortId, placeId, comparedWith));

describe('asking why one place and not another', () => {
  it('compares two of a cohort', async () =>
    expect(await why(amara, bo)).toMatchObject({ placeId: amara, compared: { placeId: bo } }));

  it('names the field of a place that is none of the cohort', () =>
    expect(why(amara, ofAnotherCohort)).rejects.toMatchObject({
      errors: [{ field: 'comparedWith', message: 'must be a place of the same cohort' }],
    }));

  it('does not compare a place with itself', () =>
    expect(why(amara, amara)).rejects.toMatchObject({
      errors: [{ field: 'comparedWith', message: 'must be another place than the one that is asked about' }],
    }));

  it('says of the place that is asked about that the cohort has none', () =>
    expect(why(ofAnotherCohort, amara)).rejects.toThrow('This cohort has no place with this id.'));
});
