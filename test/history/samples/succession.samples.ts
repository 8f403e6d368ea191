import { cohortJoinedSuccession, cohortLeftSuccession, cohortMovedInSuccession } from '#cohorts/events';
import { cohortId, programmeId, sampleId } from './ids.js';

const dates = { startsOn: '2026-09-14', endsOn: '2027-06-30' };
const later = [{ cohortId: sampleId('d', 2), secondNextEndsOn: '2027-06-30' }];

export const successionSamples = [
  cohortJoinedSuccession({ programmeId, cohortId, ...dates, later }),
  cohortMovedInSuccession({
    programmeId,
    cohortId,
    startsOn: '2026-10-05',
    endsOn: '2027-07-30',
    from: dates,
    later: [{ cohortId: sampleId('d', 2), secondNextEndsOn: '2027-07-30' }],
  }),
  cohortLeftSuccession({ programmeId, cohortId, later: [] }),
];
