import { commandRoutes, post } from '#platform';
import { DeferPlace } from './defer-place.js';
import { EndDeferral, ExtendDeferral } from './deferral-limit.js';
import { NameReturn } from './name-return.js';
import { PauseDeferral, ResumeDeferral } from './pause-deferral.js';
import { places } from './places.decider.js';

/** What sponsors and the office may ask of a place whose participant goes on later. */
export const DeferralController = commandRoutes(places, 'cohorts/:cohortId/places', 'Deferrals', [
  post(':placeId/deferral', DeferPlace, 'Defer a place: its participant goes on in a later cohort'),
  post(
    ':placeId/deferral/return',
    NameReturn,
    'Name the cohort of return, or another one: it holds a seat, or the participant stands first in its line',
  ),
  post(':placeId/deferral/pause', PauseDeferral, 'Stop the limit of a deferral: family leave or sickness'),
  post(':placeId/deferral/resumption', ResumeDeferral, 'Let the limit run again, later by the days between'),
  post(':placeId/deferral/extension', ExtendDeferral, 'Move the limit of a deferral to a later day'),
  post(':placeId/deferral/end', EndDeferral, 'End a deferral whose limit has come: the place is given up'),
]);
