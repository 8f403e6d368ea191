import { derivedId } from '#kernel';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { personRegistered, reasonRecorded } from './events.js';
import { personDirectory } from './person-directory.projection.js';
import type { PersonRow } from './person-directory.entity.js';
import { together } from './person-today.js';

const personId = derivedId('amara');
const of = {
  personId,
  cohortId: derivedId('autumn'),
  placeId: derivedId('a place'),
  code: 'health',
} as const;
const withdrawal = reasonRecorded({ ...of, about: 'withdrawal' });
const deferral = reasonRecorded({ ...of, about: 'deferral' });

describe('the reasons of a person', () => {
  it('are told in one order, in whichever they arrived', () => {
    const told = (...facts: readonly (typeof deferral)[]) => {
      const rows = rowsOf<PersonRow>(
        personDirectory,
        recorded([personRegistered({ personId, name: 'Amara' }), ...facts]),
      );
      return together(rows.get(personId)!, []).reasons.map(({ about }) => about);
    };
    expect(told(withdrawal, deferral)).toEqual(['deferral', 'withdrawal']);
    expect(told(deferral, withdrawal)).toEqual(['deferral', 'withdrawal']);
  });
});
