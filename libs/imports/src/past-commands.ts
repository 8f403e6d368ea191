import { commandOf, type Refusal } from '#kernel';
import { RecordPastAward } from '#graduations';
import { RecordPastParticipant } from '#people';
import { NoteParticipation, type PastCourse, RecordPastCandidacy, RecordPastPlace } from '#places';
import type { Meant } from './past-cohorts.js';
import type { PastRow } from './past-row.js';

/** A row, and what it names as far as it is known without asking. */
export interface Found extends Meant {
  readonly row: PastRow;
  readonly course: PastCourse;
  /** The refusals count where the place is new. */
  readonly sponsor: string | Refusal;
  readonly homeOrganisation?: string | Refusal;
}

/** The same with its person. `saidToBe`: the id of the record the reference stands for, which may since have been merged into theirs. */
export interface OfPerson extends Found {
  readonly personId: string;
  readonly saidToBe: string;
}

/** The same with the organisations it names, all of them registered. */
export interface Ready extends OfPerson {
  readonly sponsorId: string;
  readonly homeOrganisationId?: string;
  /** One of them is new, and likely known by another name. */
  readonly isLikelyDuplicate: boolean;
}

/** The columns of what a row says of its participant. */
export const COLUMN_OF = { name: 'person_name', email: 'person_email', reason: 'withdrawal_reason' } as const;

/** Who took part, and what is kept with them only. */
export const participantOf = ({ row, cohort, saidToBe, homeOrganisationId }: Ready): RecordPastParticipant =>
  commandOf(RecordPastParticipant, {
    personId: saidToBe,
    reference: row.person,
    cohortId: cohort.cohortId,
    placeId: row.placeId,
    ...row.said,
    ...(homeOrganisationId === undefined ? {} : { employerId: homeOrganisationId }),
    ...(row.statement.level === undefined ? {} : { level: row.statement.level }),
    ...(row.reasonCode === undefined ? {} : { reasonCode: row.reasonCode }),
  });

/** The days for which the place held its person. */
export const candidateOf = ({
  row,
  course: { requestedOn, end },
  cohort,
  personId,
}: OfPerson): RecordPastCandidacy =>
  commandOf(RecordPastCandidacy, {
    personId,
    awardId: cohort.programme.awardId,
    cohortId: cohort.cohortId,
    placeId: row.placeId,
    from: requestedOn,
    ...(end ? { until: end.on } : {}),
    ...(end?.as === 'awarded' ? { awardedOn: end.on } : {}),
  });

/** The award it ended with, or that it ended without one. */
export const awardOf = ({ row, course: { end }, cohort, personId }: OfPerson): RecordPastAward =>
  commandOf(RecordPastAward, {
    placeId: row.placeId,
    cohortId: cohort.cohortId,
    personId,
    awardId: cohort.programme.awardId,
    ...(end?.as === 'awarded' ? { grantedOn: end.on } : {}),
    ...(row.statement.outcome === 'awarded_with_distinction' ? { withDistinction: true } : {}),
  });

/** What becomes known of the person later finds the place by these, as it finds one of today. */
export const namingsOf = ({ row, course, cohort, personId }: OfPerson): readonly NoteParticipation[] => {
  const { placeId } = row;
  const of = { personId, cohortId: cohort.cohortId, placeId, awardId: cohort.programme.awardId };
  const { requestedOn, startedOn } = course;
  return [
    commandOf(NoteParticipation, { ...of, asAt: 'request', on: requestedOn, namedIn: placeId }),
    ...(startedOn === undefined
      ? []
      : [commandOf(NoteParticipation, { ...of, asAt: 'start', on: startedOn, namedIn: placeId })]),
  ];
};

/** The place, with all it came to. */
export const placeOf = (found: Ready, flags: readonly string[]): RecordPastPlace => {
  const { row, cohort, sponsorId, personId, homeOrganisationId } = found;
  const { cohortId, startsOn, endsOn, capacity, programme } = cohort;
  return commandOf(RecordPastPlace, {
    cohortId,
    placeId: row.placeId,
    programmeId: programme.programmeId,
    awardId: programme.awardId,
    startsOn,
    endsOn,
    capacity,
    sponsorId,
    personId,
    ...row.statement,
    ...(homeOrganisationId === undefined ? {} : { homeOrganisationId }),
    personal: (['name', 'email', 'reason'] as const)
      .filter((field) => row.said[field] !== undefined)
      .map((field) => COLUMN_OF[field]),
    flags,
  });
};
