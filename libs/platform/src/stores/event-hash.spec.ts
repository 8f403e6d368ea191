import { hashOf, toRecorded, verifyHash, type HashedFields, type StoredEvent } from './event-hash.js';

const fields: HashedFields = {
  stream: 'places-autumn',
  revision: 0,
  id: 'event-1',
  type: 'PlaceOffered',
  version: 1,
  effectiveOn: '2026-09-14',
  recordedAt: '2026-09-14T09:15:00.000Z',
  metadata: '{"actor":"amara"}',
  data: '{"note":"à bientôt"}',
  commandKey: 'amara/1',
  commandDigest: 'd1',
};

describe('the hash of an event', () => {
  it('never changes: this one was computed by another program from the rule as it is written', () =>
    expect(hashOf('', fields)).toBe('e214db2f582daf5d81d49c59a1c3ba8d90a15e658448277c973a76e62b80da74'));

  it.each(Object.keys(fields) as (keyof HashedFields)[])('covers %s', (field) => {
    const changed = { ...fields, [field]: typeof fields[field] === 'number' ? 7 : 'other' };

    expect(hashOf('', changed)).not.toBe(hashOf('', fields));
  });

  it('covers the hash before', () => expect(hashOf('a', fields)).not.toBe(hashOf('', fields)));

  it('does not let bytes wander from one field to the next', () =>
    expect(hashOf('', { ...fields, commandKey: 'ab', commandDigest: 'c' })).not.toBe(
      hashOf('', { ...fields, commandKey: 'a', commandDigest: 'bc' }),
    ));

  it('is checked with the hash before it', () => {
    const stored: StoredEvent = { ...fields, position: '1', hash: hashOf('before', fields) };

    expect(verifyHash(stored, 'before')).toBe(true);
    expect(verifyHash(stored, 'another')).toBe(false);
    expect(verifyHash({ ...stored, data: '{"note": "à bientôt"}' }, 'before')).toBe(false);
    expect(toRecorded(stored).data).toEqual({ note: 'à bientôt' });
  });
});
