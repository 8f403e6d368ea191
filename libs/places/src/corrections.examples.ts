import { commandOf } from '#kernel';
import { happened } from '#kernel/specification';
import { type PlaceEvent, placeFactStruck, placeWithdrawn } from './events.js';
import {
  accepted,
  awardId,
  confirmed,
  end,
  manager,
  of,
  offered,
  opened,
  requested,
} from './places.examples.js';
import { StrikePlaceFact } from './strike-place-fact.js';

export const reason = 'It was recorded for the wrong place.';
export const WINTER = { now: '2026-12-15T09:00:00.000Z' };

/** The id the specification gives the event at a place of the list. */
export const idOf = (facts: readonly PlaceEvent[], index: number) =>
  happened(facts.at(index)!, index < 0 ? facts.length + index : index).id;

export const strike = (
  person: string,
  fact: StrikePlaceFact['fact'],
  fields: Partial<StrikePlaceFact> = {},
) => commandOf(StrikePlaceFact, { ...of(person), fact, reason, ...fields });
export const isStruck = (
  person: string,
  corrects: string,
  fields: Partial<Parameters<typeof placeFactStruck>[0]> & { fact: StrikePlaceFact['fact']; backTo: string },
) =>
  placeFactStruck({
    ...of(person),
    awardId,
    corrects,
    reason,
    seat: 'not_needed',
    freedSeat: false,
    ...fields,
  });
export const withdrawal = (person: string, hadStarted = false) =>
  placeWithdrawn({
    ...end(person, { personIds: [person] }),
    reasonClass: 'work',
    notifiedOn: '2026-09-01',
    hadStarted,
  });
/** The place of somebody confirmed through a claim, as the processes would. */
export const held = (person: string): readonly PlaceEvent[] => [
  opened(),
  requested(person),
  offered(person),
  accepted(person),
  confirmationOf(person),
  confirmed(person),
];
export const confirmationOf = (person: string): PlaceEvent => ({
  type: 'ConfirmationAsked',
  version: 1,
  data: {
    ...of(person),
    awardId,
    personId: person,
    lineManagerId: manager,
    privacyNoticeVersion: '2026-1',
    checks: [],
  },
});
