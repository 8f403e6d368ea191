import { decider } from '#kernel';
import { awardSteps, noAward } from './award.js';
import { correctAward } from './correct-award.js';
import { graduationsEvents } from './events.js';
import { grantAward } from './grant-award.js';
import { recordPastAward } from './record-past-award.js';

/** Whether the award was granted for a place, and when. */
export const graduations = decider({
  name: 'graduation',
  key: ({ placeId }: { placeId: string }) => placeId,
  initial: noAward,
  events: graduationsEvents,
  evolve: awardSteps,
  rules: [grantAward, recordPastAward, correctAward],
});
