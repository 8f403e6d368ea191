import { eventMessage } from '../../../../../test/support/event-store-db/messages.js';
import { serverEventOf } from './server-event.js';
import { StreamNames } from './stored-form.js';

const nothing = Buffer.from('{}');
const told = () =>
  eventMessage({
    ...{ position: 90n, stream: 'l2d:notes-Zoë', revision: 3, id: '6f1c1b0e-6d3b-4c55-9d0e-0b6d8f0c0001' },
    ...{ type: 'NoteTaken', contentType: 'application/json', data: nothing, customMetadata: nothing },
    createdMilliseconds: 1_789_000_000_123,
  });

describe('an event as a server tells it', () => {
  it('is read with its place and its time', () =>
    expect(serverEventOf(told())).toEqual({
      ...{ position: '90', stream: 'l2d:notes-Zoë', revision: 3, id: '6f1c1b0e-6d3b-4c55-9d0e-0b6d8f0c0001' },
      ...{ type: 'NoteTaken', data: '{}', metadata: '{}', createdMilliseconds: 1_789_000_000_123 },
    }));

  // As servers before 22.6 do in a stream, which the protocol writes as the largest number there is.
  it.each([
    ['none', '18446744073709551615', '18446744073709551615'],
    ['that of a transaction', '120', '90'],
  ])('is refused where it has no position of its own, but %s', (_, commit, prepare) => {
    const response = told();
    response.getEvent()!.getEvent()!.setCommitPosition(commit);
    response.getEvent()!.getEvent()!.setPreparePosition(prepare);

    expect(() => serverEventOf(response)).toThrow('tells no position of its own');
  });
});

describe('the name of a log', () => {
  it.each(['', 'L2d', 'l2d:', 'l2d.clock', '$l2d', 'l 2'])(
    'is not %j: the names of its streams would not be told from those of others',
    (name) => expect(() => new StreamNames(name)).toThrow('cannot name a log'),
  );
});
