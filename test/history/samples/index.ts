import type { Fact } from '#kernel';
import { cohortsSamples } from './cohorts.samples.js';
import { deferralsSamples } from './deferrals.samples.js';
import { graduationsSamples } from './graduations.samples.js';
import { organisationsSamples } from './organisations.samples.js';
import { participationSamples } from './participation.samples.js';
import { pastSamples } from './past.samples.js';
import { peopleSamples } from './people.samples.js';
import { placeChangesSamples } from './place-changes.samples.js';
import { placeCorrectionsSamples } from './place-corrections.samples.js';
import { placeOrderSamples } from './place-order.samples.js';
import { placesSamples } from './places.samples.js';
import { programmesSamples } from './programmes.samples.js';
import { successionSamples } from './succession.samples.js';

/** One fact of every kind the product can record now, with every field it may have. */
export const samples: readonly Fact[] = [
  ...organisationsSamples,
  ...peopleSamples,
  ...programmesSamples,
  ...cohortsSamples,
  ...successionSamples,
  ...placesSamples,
  ...placeOrderSamples,
  ...participationSamples,
  ...placeChangesSamples,
  ...deferralsSamples,
  ...placeCorrectionsSamples,
  ...graduationsSamples,
  ...pastSamples,
];
