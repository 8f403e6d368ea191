import { isRefusal, refuse, type Refusal } from '#kernel';
import { graduations } from '#graduations';
import { isErased, people, personErased, saidOtherwise, sourceDifferences } from '#people';
import {
  candidacies,
  candidacyId,
  clashesOf,
  columnOf,
  courseOf,
  differsFromRecorded,
  fieldsThatDiffer,
  participation,
  type PastCourse,
  type PastPlace,
  placeKey,
  places,
} from '#places';
import type { HistoryTarget } from './history-target.js';
import { disagreements, type PastCohorts } from './past-cohorts.js';
import {
  awardOf,
  candidateOf,
  COLUMN_OF,
  type Found,
  namingsOf,
  type OfPerson,
  participantOf,
  placeOf,
  type Ready,
} from './past-commands.js';
import type { Mention, NamedOrganisation } from './past-names.js';
import type { PastOrganisations } from './past-organisations.js';
import type { PastRow } from './past-row.js';
import type { Queued } from './turns.js';

/** A place as it was told, and whom it names by now. */
interface RecordedPlace extends PastPlace {
  readonly namedId?: string | undefined;
}

const cohortNotOver = () =>
  refuse(
    'cohort-not-over',
    'This cohort is known and not over: enter its places as they happen, not as history.',
    'cohort',
  );

/** The organisations that a row names, as far as each can be told. */
const namedBy = ({ row, sponsor, homeOrganisation }: Found): readonly NamedOrganisation[] =>
  [
    { id: sponsor, reference: row.sponsor },
    { id: homeOrganisation, reference: row.statement.homeOrganisation },
  ].filter((one): one is NamedOrganisation => typeof one.id === 'string');

type Judgement = Refusal | 'unchanged' | { readonly flags: readonly string[] };

/**
 * Compares rows with what is recorded, and records what is not: first the participant, then the place with all it came to, and
 * only then what follows from it: the claim and the award, and last that the person knows of it. So there is neither claim nor
 * award without its place, and a place its person does not know of is one whose import was ended there: the next finishes it.
 */
export class PastPlaces {
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
    const meant = this.cohorts.of(row, course.requestedOn);
    if (isRefusal(meant)) return meant;

    return {
      row,
      course,
      ...meant,
      sponsor,
      ...(homeOrganisation === undefined ? {} : { homeOrganisation }),
    };
  }

  /** Tells of the organisations a row names, in the order of the file. */
  mention(found: Found): Mention {
    return this.organisations.mention(namedBy(found));
  }

  /** Judges a row, and records it where it is new. Its turn in the cohort's queue is over as soon as its place is sent. */
  async judged(found: OfPerson, queued: Queued, mention: Mention): Promise<Judgement> {
    const { row } = found;
    // Before anything is registered: of a row that is recorded nothing is asked again, whatever its names mean today.
    for (const cohort of [found.cohort, ...found.others]) {
      const recorded = await this.recordedPlace({ ...found, cohort });
      if (recorded) return this.toldAgain({ ...found, cohort }, recorded);
    }
    if (found.unclear) return found.unclear;
    const cohort = await this.cohorts.settled(found.cohort, queued.first);
    const fields = disagreements(row, cohort).map(columnOf);
    if (fields.length > 0)
      return refuse(
        'cohort-differs',
        `The cohort is known with another ${fields.join(', ')}. What is known stands: correct that, if it is wrong.`,
        fields[0],
      );

    const ready = await this.ready({ ...found, cohort }, mention);
    return isRefusal(ready) ? ready : this.recordedNow(ready, queued);
  }

  /** Makes known what the row names, once it is sure that the row will be recorded: one that is refused leaves nothing behind. */
  private async ready(found: OfPerson, mention: Mention): Promise<Ready | Refusal> {
    const { course, cohort, sponsor, homeOrganisation } = found;
    if (isRefusal(sponsor)) return sponsor;
    if (isRefusal(homeOrganisation)) return homeOrganisation;
    const named = namedBy(found);
    const unfit = cohort.isOver ? await this.unfit(found, named) : cohortNotOver();
    if (unfit) return unfit;

    const { requestedOn } = course;
    const refusal = await this.cohorts.ready(cohort, requestedOn);
    if (refusal) return refusal;
    const isLikelyDuplicate = await mention.isLikelyDuplicate();
    const refusals = await Promise.all(named.map((one) => this.organisations.ready(one, requestedOn)));
    const refused = refusals.find((one) => one !== undefined);
    if (refused) return refused;

    return {
      ...found,
      sponsorId: sponsor,
      ...(homeOrganisation === undefined ? {} : { homeOrganisationId: homeOrganisation }),
      isLikelyDuplicate,
    };
  }

  private async unfit({ saidToBe }: OfPerson, named: readonly NamedOrganisation[]) {
    if (isErased(await this.target.stateOf(people, saidToBe))) return personErased('personId');
    const refusals = await Promise.all(named.map((one) => this.organisations.unfit(one)));
    return refusals.find((one) => one !== undefined);
  }

  private async recordedPlace({ row, cohort }: Found): Promise<RecordedPlace | undefined> {
    const book = await this.target.stateOf(places, cohort.cohortId);
    const told = book.past.rows.get(row.placeId);
    return told && { ...told, namedId: book.places.get(row.placeId)?.personId };
  }

  private async toldAgain(found: OfPerson, recorded: RecordedPlace): Promise<Judgement> {
    const [columns, isWhole] = await Promise.all([
      this.differences(found, recorded),
      this.isKnownToPerson(found, recorded),
    ]);
    if (columns.length > 0) return differsFromRecorded(columns);
    if (isWhole) return 'unchanged';

    const { row, cohort, personId } = found;
    const [candidacy, award] = await Promise.all([
      this.target.stateOf(candidacies, candidacyId({ personId, awardId: cohort.programme.awardId })),
      this.target.stateOf(graduations, row.placeId),
    ]);
    const candidate = candidateOf(found);
    // What was told before the import was ended may have been corrected since.
    await this.follow(found, [
      ...(candidacy.past.has(placeKey(candidate)) ? [] : [candidate]),
      ...(candidate.awardedOn === undefined || award.statedIn !== undefined ? [] : [awardOf(found)]),
    ]);
    return { flags: recorded.flags };
  }

  /** True as soon as nothing more follows from a recorded place. One that names another person by now is others' to follow. */
  private async isKnownToPerson(found: OfPerson, { namedId }: RecordedPlace): Promise<boolean> {
    const { personId, saidToBe } = found;
    const ids = new Set([personId, saidToBe]);
    if (namedId !== undefined && !ids.has(namedId)) return true;
    const known = await Promise.all([...ids].map((id) => this.target.stateOf(participation, id)));
    return namingsOf(found).every((naming) =>
      known.some((person) => person.places.get(placeKey(naming))?.days[naming.asAt] !== undefined),
    );
  }

  private async differences({ row, cohort, saidToBe }: OfPerson, { stated, personal }: PastPlace) {
    const fields = [
      // Where what the row said of the cohort was not kept, the cohort as it stands is all there is to compare with.
      ...(stated.startsOn === undefined ? disagreements(row, cohort) : []),
      ...fieldsThatDiffer(stated, row.statement),
    ].map(columnOf);
    if (personal.length === 0 && Object.keys(row.said).length === 0) return fields;

    const person = await this.target.stateOf(people, saidToBe);
    const said = sourceDifferences(person, row.placeId, row.said).map((field) => COLUMN_OF[field]);
    return [...new Set([...fields, ...said])];
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
      ...(found.isLikelyDuplicate ? ['likely-duplicate'] : []),
    ];

    const refusal = await this.send(course, participantOf(found));
    if (refusal) return refusal;
    await queued.first;
    const sending = this.send(course, placeOf(found, flags));
    queued.leave();
    const refused = await sending;
    if (refused) return refused;

    const hadAward = candidacy.awards.has(placeKey(candidate));
    await this.follow(found, [
      candidate,
      // One told without its place, by an import of before, that is told otherwise now.
      ...(candidate.awardedOn !== undefined || hadAward ? [awardOf(found)] : []),
    ]);
    return { flags: (await this.recordedPlace(found))?.flags ?? flags };
  }

  /** Records what follows from a recorded place, last that its person knows of it. No rule refuses any of it. */
  private async follow(found: OfPerson, commands: readonly object[]): Promise<void> {
    for (const together of [commands, namingsOf(found)]) {
      const refusals = await Promise.all(together.map((command) => this.send(found.course, command)));
      const refusal = refusals.find((one) => one !== undefined);
      if (refusal)
        throw new Error(
          `A place was recorded, and what follows from it was refused (${refusal.refused}): ${refusal.message} Import the file again when that is mended: it goes on there.`,
        );
    }
  }

  private send({ requestedOn }: PastCourse, command: object): Promise<Refusal | undefined> {
    return this.target.send(command, requestedOn);
  }
}
