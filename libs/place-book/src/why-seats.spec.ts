import {
  exceptionAllowed,
  pastPlaceRecorded,
  placeAccepted,
  placeConfirmed,
  type PlaceEvent,
  placeOffered,
  placeRequested,
  placeWaitlisted,
} from '#places/events';
import { recorded } from '../../../test/support/folded.js';
import { readOn, unread, type Why, whyOf } from './why.js';

const cohortId = '11111111-1111-4111-8111-111111111111';
const amara = 'a0000000-0000-4000-8000-000000000000';
const bo = 'b0000000-0000-4000-8000-000000000000';
const sponsorId = '33333333-3333-4333-8333-333333333333';
const programmeId = '77777777-7777-4777-8777-777777777777';
const awardId = '88888888-8888-4888-8888-888888888888';
const until = '2026-09-29';

const asks = (placeId: string) => placeRequested({ cohortId, placeId, sponsorId, programmeId, awardId });
type Waitlisted = ReturnType<typeof placeWaitlisted>['data'];
const waits = (placeId: string, of: Partial<Waitlisted> = {}) =>
  placeWaitlisted({ cohortId, placeId, turn: 1, ahead: 0, held: 1, capacity: 2, ...of });
type Offered = ReturnType<typeof placeOffered>['data'];
const isOffered = (placeId: string, of: Partial<Offered> = {}) =>
  placeOffered({ cohortId, placeId, until, behind: 0, held: 2, capacity: 2, ...of });
const why = (placeId: string, comparedWith: string | undefined, ...facts: readonly PlaceEvent[]) =>
  whyOf(recorded(facts).reduce(readOn, unread(placeId, comparedWith)));
const words = (answer: Why | undefined) => answer?.steps.map(({ what }) => what);

describe('why a request waits though seats are free', () => {
  it.each([
    [
      'window',
      'It joined the requests of the window. The order is drawn after the window closes, so it has no rank yet.',
    ],
    [
      'sector-share',
      '1 seat stood free, kept for sponsors of another sector. It joined the line behind nobody.',
    ],
    [
      'sponsor-maximum',
      '1 seat stood free, but its sponsor held the most it may. It joined the line behind nobody.',
    ],
    [
      'group',
      '1 seat stood free, kept for a group that was asked whether it may be split. It joined the line behind nobody.',
    ],
    [
      'carried-requests',
      'Requests carried from an earlier cohort ask before all others. It joined the line behind nobody.',
    ],
  ] as const)('%s', (because, told) =>
    expect(words(why(amara, undefined, asks(amara), waits(amara, { because })))).toEqual([
      'It asked, as number 1 of this cohort.',
      told,
    ]),
  );
});

describe('why a request was offered a seat', () => {
  const last = (...facts: readonly PlaceEvent[]) => words(why(amara, undefined, ...facts))?.at(-1);

  it('at once, by those who waited and could not take it', () =>
    expect(last(asks(amara), isOffered(amara, { behind: 3, passing: ['sector-share', 'group'] }))).toBe(
      'Nobody who waited could take the seat (seats were kept for other sectors; groups did not fit in what was free), and 1 of 2 seats were held: a free one was offered at once, until 29 September 2026.',
    ));

  it('out of the line, past those who could not take it', () =>
    expect(
      last(asks(amara), waits(amara), isOffered(amara, { turn: 1, behind: 1, passing: ['sponsor-maximum'] })),
    ).toBe(
      'It stood first in line of those who could take the seat (sponsors were kept back by their maximum), and 1 of 2 seats were held: the free one was offered, until 29 September 2026. 1 still waited.',
    ));

  it('by a named exception, whoever waits', () =>
    expect(
      last(
        asks(amara),
        waits(amara),
        exceptionAllowed({
          cohortId,
          placeId: amara,
          overRules: ['capacity'],
          allowedBy: bo,
          reason: 'Promised',
        }),
        isOffered(amara, { turn: 1, behind: 2, held: 3 }),
      ),
    ).toBe(
      'By that exception it was offered a seat, while 2 of 2 seats were held, until 29 September 2026.',
    ));
});

describe('why, of a place entered as history', () => {
  const entered = (placeId: string) => [
    pastPlaceRecorded({ cohortId, placeId, stated: {}, personal: [], flags: [] }),
    asks(placeId),
    isOffered(placeId, { held: 1 }),
    placeAccepted({
      cohortId,
      placeId,
      awardId,
      sponsorId,
      pricePence: 0,
      terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
    }),
    placeConfirmed({ cohortId, placeId, awardId, personId: bo, checks: [] } as never),
  ];

  it('says what its papers say, and nothing of seats and lines', () =>
    expect(words(why(amara, undefined, ...entered(amara)))).toEqual([
      'It was entered as history, as it happened.',
      'It asked. That day stands for the offer, the acceptance and the confirmation too.',
    ]));

  it('does not say why it was given a seat before another', () =>
    expect(why(amara, bo, ...entered(amara), ...entered(bo))?.compared?.because).toMatch(
      /^Places entered as history say when they asked, not why one was given a seat before another\. This one asked on/,
    ));
});
