import { commandOf, isRefusal, refuse, type Refusal } from '#kernel';
import { RecordPastAward } from '#graduations';
import { people, RecordPastParticipant, saidOtherwise, sourceDifferences } from '#people';
import {
  candidacies,
  candidacyId,
  clashesOf,
  columnOf,
  courseOf,
  differsFromRecorded,
  fieldsThatDiffer,
  placeKey,
  type PastCourse,
  type PastPlace,
  places,
  NoteParticipation,
  RecordPastCandidacy,
  RecordPastPlace,
} from '#places';
import type { HistoryTarget } from './history-target.js';
import { disagreements, type PastCohort, type PastCohorts } from './past-cohorts.js';
import type { PastOrganisations } from './past-organisations.js';
import type { PastRow } from './past-row.js';
import type { Queued } from './turns.js';

/** A row, and what it names as far as it is known without asking. */
interface Found {
  readonly row: PastRow;
  readonly course: PastCourse;
  readonly cohort: PastCohort;
  /** The refusals count where the place is new. */
  readonly sponsor: string | Refusal;
  readonly homeOrganisation?: string | Refusal;
}

/** The same with its person. `saidToBe`: the id of the record the reference stands for, which may since have been merged into theirs. */
interface OfPerson extends Found {
  readonly personId: string;
  readonly saidToBe: string;
}

/** The same with the organisations it names, all of them registered. */
interface Ready extends OfPerson {
  readonly sponsorId: string;
  readonly homeOrganisationId?: string;
}

type Judgement = Refusal | 'unchanged' | { readonly flags: readonly string[] };

/** Compares rows with what is recorded, and records what is not: first what it rests on, last the place, which makes it whole. */
export class PastPlaces {
  /** Many rows of one cohort are under way, and each asks its book twice. */

  constructor(
    private readonly target: HistoryTarget,
    private readonly cohorts: PastCohorts,
    private readonly organisations: PastOrganisations,
  ) {}

  /** What a row names; a refusal where it cannot have happened, or names what cannot be told apart. */
  found(row: PastRow): Found | Refusal {
    const course = courseOf(row.statement, row, this.target.today);
    if (isRefusal(course)) return course;
    const sponsor = this.organisations.idOf(row.sponsor);
    const home = row.statement.homeOrganisation;
    const homeOrganisation = home === undefined ? undefined : this.organisations.idOf(home);
    const refusal = [sponsor, homeOrganisation].find((named) => isRefusal(named));
    // Last, because the first row that names an unknown cohort says what it is: such a row must be good.
    const cohort = refusal ? this.cohorts.known(row) : this.cohorts.of(row, course.requestedOn);
    if (cohort === undefined) return refusal!;
    if (isRefusal(cohort)) return cohort;

    return { row, course, cohort, sponsor, ...(homeOrganisation === undefined ? {} : { homeOrganisation }) };
  }

  /** Judges a row, and records it where it is new. Its turn in the cohort's queue is over as soon as its place is sent. */
  async judged(found: OfPerson, queued: Queued): Promise<Judgement> {
    const { row, cohort } = found;
    // Before anything is registered: of a row that is recorded nothing is asked again, whatever its names mean today.
    const recorded = await this.recordedPlace(found);
    if (recorded) {
      const columns = await this.differences(found, recorded);
      return columns.length === 0 ? 'unchanged' : differsFromRecorded(columns);
    }
    const fields = disagreements(row, cohort).map(columnOf);
    if (fields.length > 0)
      return refuse(
        'cohort-differs',
        `The cohort is known with another ${fields.join(', ')}. What is known stands: correct that, if it is wrong.`,
        fields[0],
      );

    const ready = await this.ready(found);
    return isRefusal(ready) ? ready : this.recordedNow(ready, queued);
  }

  private async ready(found: OfPerson): Promise<Ready | Refusal> {
    const { row, course, cohort, sponsor, homeOrganisation } = found;
    if (isRefusal(sponsor)) return sponsor;
    if (isRefusal(homeOrganisation)) return homeOrganisation;
    const { requestedOn } = course;
    const home = row.statement.homeOrganisation;
    const refusals = await Promise.all([
      this.cohorts.ready(cohort),
      this.organisations.ready(sponsor, row.sponsor, requestedOn),
      ...(home !== undefined && homeOrganisation !== undefined
        ? [this.organisations.ready(homeOrganisation, home, requestedOn)]
        : []),
    ]);
    const refusal = refusals.find((one) => one !== undefined);
    if (refusal) return refusal;

    return {
      ...found,
      sponsorId: sponsor,
      ...(homeOrganisation === undefined ? {} : { homeOrganisationId: homeOrganisation }),
    };
  }

  private async recordedPlace({ row, cohort }: Found): Promise<PastPlace | undefined> {
    return (await this.target.stateOf(places, cohort.cohortId)).past.rows.get(row.placeId);
  }

  private async differences({ row, cohort, saidToBe }: OfPerson, { stated, personal }: PastPlace) {
    const fields = [
      // Where what the row said of the cohort was not kept, the cohort as it stands is all there is to compare with.
      ...(stated.startsOn === undefined ? disagreements(row, cohort) : []),
      ...fieldsThatDiffer(stated, row.statement),
    ].map(columnOf);
    if (personal.length === 0 && Object.keys(row.said).length === 0) return fields;

    const person = await this.target.stateOf(people, saidToBe);
    return [...fields, ...sourceDifferences(person, row.placeId, row.said).map((field) => COLUMN_OF[field])];
  }

  private async recordedNow(found: Ready, queued: Queued): Promise<Judgement> {
    const { row, course, cohort, personId, saidToBe } = found;
    const { awardId } = cohort.programme;
    const [person, candidacy] = await Promise.all([
      this.target.stateOf(people, saidToBe),
      this.target.stateOf(candidacies, candidacyId({ personId, awardId })),
    ]);
    const candidate = candidateOf(found);
    const flags = [
      ...row.flags,
      ...(row.said.reason !== undefined && course.end?.as !== 'withdrawn'
        ? ['reason-without-withdrawal']
        : []),
      ...clashesOf(candidacy, candidate),
      ...(saidOtherwise(person, row.said).length > 0 ? ['already-registered-differently'] : []),
    ];

    const refusal = await this.send(course, participantOf(found));
    if (refusal) return refusal;
    const hadAward = candidacy.awards.has(placeKey(candidate));
    const refusals = await Promise.all([
      this.send(course, candidate),
      ...(candidate.awardedOn !== undefined || hadAward ? [this.send(course, awardOf(found))] : []),
      ...namingsOf(found).map((naming) => this.send(course, naming)),
    ]);
    const notPrepared = refusals.find((one) => one !== undefined);
    if (notPrepared) return notPrepared;
    await queued.first;
    const sending = this.send(course, placeOf(found, flags));
    queued.leave();
    const refused = await sending;

    return refused ?? { flags: (await this.recordedPlace(found))?.flags ?? flags };
  }

  private send({ requestedOn }: PastCourse, command: object): Promise<Refusal | undefined> {
    return this.target.send(command, requestedOn);
  }
}

const COLUMN_OF = { name: 'person_name', email: 'person_email', reason: 'withdrawal_reason' } as const;

const participantOf = ({ row, cohort, saidToBe, homeOrganisationId }: Ready): RecordPastParticipant =>
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

const candidateOf = ({
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

const awardOf = ({ row, course: { end }, cohort, personId }: OfPerson): RecordPastAward =>
  commandOf(RecordPastAward, {
    placeId: row.placeId,
    cohortId: cohort.cohortId,
    personId,
    awardId: cohort.programme.awardId,
    ...(end?.as === 'awarded' ? { grantedOn: end.on } : {}),
    ...(row.statement.outcome === 'awarded_with_distinction' ? { withDistinction: true } : {}),
  });

/** What becomes known of the person later finds the place by these, as it finds one of today. */
const namingsOf = ({ row, course, cohort, personId }: OfPerson): readonly NoteParticipation[] => {
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

const placeOf = (found: Ready, flags: readonly string[]): RecordPastPlace => {
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
