import { noteOf } from './plain-log.samples.js';
import { leafOf } from './sealed-event.js';

const event = { ...noteOf('amara', 2), position: '7', hash: 'a1b2' };
const leaf = (change: Partial<typeof event>) => leafOf({ ...event, ...change }).toString('hex');

describe('the leaf of an event', () => {
  it('is the same wherever another store puts it', () => expect(leaf({ position: '8' })).toBe(leaf({})));

  // What is moved over the border of two fields leaves the bytes of both together as they were.
  it.each([
    ['stream', 'revision', { stream: 'amara1', revision: 2 }, { stream: 'amara', revision: 12 }],
    ['id', 'type', { id: 'event', type: '-2Note' }, { id: 'event-2', type: 'Note' }],
    ['type', 'version', { type: 'Note1', version: 1 }, { type: 'Note', version: 11 }],
    ['metadata', 'data', { metadata: '{}{', data: '}' }, { metadata: '{}', data: '{}' }],
    [
      'commandKey',
      'commandDigest',
      { commandKey: 'amara/2', commandDigest: '' },
      { commandKey: '', commandDigest: 'amara/2' },
    ],
    ['commandDigest', 'hash', { commandDigest: 'd1', hash: 'a' }, { commandDigest: 'd', hash: '1a' }],
  ])('tells where its %s ends and its %s begins', (_, __, one, other) =>
    expect(leaf(one)).not.toBe(leaf(other)),
  );
});
