import { type BusinessDate, commandOf, derivedId, earlierOf, isRefusal, refuse, type Refusal } from '#kernel';
import { RecordPastCohort } from '#cohorts';
import { RecordPastProgramme } from '#programmes';
import type { HistoryTarget } from './history-target.js';
import type { PastRow } from './past-row.js';

/** A programme as an import finds it. */
export interface KnownProgramme {
  readonly programmeId: string;
  readonly name: string;
  readonly awardId: string;
  /** What it went by at some time, perhaps still. */
  readonly formerly?: readonly string[];
}

/** A cohort as an import finds it. */
export interface KnownCohort {
  readonly cohortId: string;
  readonly programmeId: string;
  readonly number: number;
  readonly name: string;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly capacity: number;
  /** It ran to its end. */
  readonly isOver: boolean;
  /** The names and numbers it went by at some time, perhaps still. */
  readonly formerly?: readonly string[];
}

/** The cohort of a row, and its programme. */
export interface PastCohort extends KnownCohort {
  readonly programme: KnownProgramme;
}

const DAYS_AND_SEATS = ['startsOn', 'endsOn', 'capacity'] as const;

/**
 * Finds the programmes and cohorts that rows name by id, name or number: by what they go by today, else by what they ever went by,
 * for that is what old papers say. One that nobody knows is recorded as it is first told.
 */
export class PastCohorts {
  private readonly programmes: Finder<KnownProgramme>;
  private readonly cohorts: Finder<KnownCohort>;
  private readonly onceProgrammes: Finder<KnownProgramme>;
  private readonly onceCohorts: Finder<KnownCohort>;
  /** Of programmes and cohorts told for the first time: that they are recorded. */
  private readonly recorded = new Map<string, Promise<Refusal | undefined>>();

  constructor(
    programmes: readonly KnownProgramme[],
    cohorts: readonly KnownCohort[],
    private readonly target: Pick<HistoryTarget, 'send'>,
  ) {
    this.programmes = new Finder(({ programmeId, name }) => [programmeId, folded(name)], programmes);
    this.cohorts = new Finder(
      ({ cohortId, programmeId, name, number }) => [
        cohortId,
        `${programmeId}/${folded(name)}`,
        ...(number > 0 ? [`${programmeId}/${number}`] : []),
      ],
      cohorts,
    );
    this.onceProgrammes = new Finder(
      ({ programmeId, formerly = [] }) => [programmeId, ...formerly.map(folded)],
      programmes,
    );
    this.onceCohorts = new Finder(
      ({ cohortId, programmeId, formerly = [] }) => [
        cohortId,
        ...formerly.map((name) => `${programmeId}/${folded(name)}`),
      ],
      cohorts,
    );
  }

  /** The cohort a row names, known at once; of an unknown one this row says when it ran and how many seats it had. */
  of(row: PastRow, requestedOn: BusinessDate): PastCohort | Refusal {
    const named = this.named(row);
    if (isRefusal(named) || 'cohortId' in named) return named;

    const { programme } = named;
    const cohort = newCohort(row, programme.programmeId);
    this.programmes.add(programme);
    this.cohorts.add(cohort);
    const recording = this.record({ ...cohort, programme }, earlierOf(row.startsOn, requestedOn));
    // Whoever needs the cohort is told; until then a failure must not count as unhandled.
    recording.catch(() => undefined);
    this.recorded.set(cohort.cohortId, recording);
    return { ...cohort, programme };
  }

  /** The same, of a row that may not say what an unknown cohort is: then nothing. */
  known(row: PastRow): PastCohort | Refusal | undefined {
    const named = this.named(row);
    return isRefusal(named) || 'cohortId' in named ? named : undefined;
  }

  private named(row: PastRow): PastCohort | Pick<PastCohort, 'programme'> | Refusal {
    const programme =
      this.programmes.find(row.programme, folded(row.programme), programmeIdOf(row.programme)) ??
      this.onceProgrammes.find(folded(row.programme)) ??
      newProgramme(row.programme);
    if (programme === SEVERAL) return namedTwice('programme');
    const { programmeId } = programme;
    // What an earlier import recorded under this name is found by its id, though it has another since.
    const name = `${programmeId}/${folded(row.cohort)}`;
    const known =
      this.cohorts.find(row.cohort, name, cohortIdOf(programmeId, row.cohort)) ?? this.onceCohorts.find(name);
    if (known === SEVERAL) return namedTwice('cohort');

    return known && known.programmeId === programmeId ? { ...known, programme } : { programme };
  }

  /** Waits until a cohort can be entered into; answers why it cannot, if so. */
  async ready({ cohortId, isOver }: PastCohort): Promise<Refusal | undefined> {
    if (!isOver)
      return refuse(
        'cohort-not-over',
        'This cohort is known and not over: enter its places as they happen, not as history.',
        'cohort',
      );

    return this.recorded.get(cohortId);
  }

  private async record({ programme, ...cohort }: PastCohort, knownFrom: BusinessDate) {
    const { programmeId, awardId, name } = programme;
    const versionId = derivedId('version of history', programmeId);
    const isNew = awardId === awardIdOf(name) && programmeId === programmeIdOf(name);
    const of = { programmeId, awardId, versionId };
    const refusal = isNew
      ? await this.target.send(
          commandOf(RecordPastProgramme, { ...of, name, versionLabel: 'as it ran' }),
          knownFrom,
        )
      : undefined;
    if (refusal) return refusal;

    const { cohortId, number, startsOn, endsOn, capacity } = cohort;
    const said = { cohortId, number, name: cohort.name, startsOn, endsOn, capacity };
    return this.target.send(commandOf(RecordPastCohort, { ...of, ...said, knownFrom }), knownFrom);
  }
}

/** The columns in which a row disagrees with its cohort. */
export const disagreements = (row: PastRow, cohort: KnownCohort): readonly string[] =>
  DAYS_AND_SEATS.filter((field) => row[field] !== cohort[field]);

const SEVERAL = 'several';

/** Finds things by what they may be named by. */
class Finder<Thing extends object> {
  private readonly things = new Map<string, Thing | typeof SEVERAL>();

  constructor(
    private readonly namesOf: (thing: Thing) => readonly string[],
    known: Iterable<Thing>,
  ) {
    for (const thing of known) this.add(thing);
  }

  add(thing: Thing): void {
    for (const name of new Set(this.namesOf(thing))) {
      const other = this.things.get(name);
      const isOther =
        other !== undefined && (other === SEVERAL || this.namesOf(other)[0] !== this.namesOf(thing)[0]);
      this.things.set(name, isOther ? SEVERAL : thing);
    }
  }

  /** By the first of the names that is somebody's. */
  find(...names: readonly string[]): Thing | typeof SEVERAL | undefined {
    for (const name of names) {
      const found = this.things.get(name);
      if (found) return found;
    }
    return undefined;
  }
}

const namedTwice = (what: string): Refusal =>
  refuse(
    `${what}-named-twice`,
    `Several ${what}s have this name, or had it once: give the id of the one that is meant.`,
    what,
  );

const folded = (text: string): string => text.toLocaleLowerCase('en-GB').replace(/\s+/g, ' ');

const programmeIdOf = (name: string): string => derivedId('programme of history', folded(name));
const awardIdOf = (name: string): string => derivedId('award of history', folded(name));

const cohortIdOf = (programmeId: string, name: string): string =>
  derivedId('cohort of history', programmeId, folded(name));

const newProgramme = (name: string): KnownProgramme => ({
  programmeId: programmeIdOf(name),
  name,
  awardId: awardIdOf(name),
});

const newCohort = ({ cohort, startsOn, endsOn, capacity }: PastRow, programmeId: string): KnownCohort => ({
  cohortId: cohortIdOf(programmeId, cohort),
  programmeId,
  number: /^[1-9]\d{0,3}$/.test(cohort) ? Number(cohort) : 0,
  name: cohort,
  startsOn,
  endsOn,
  capacity,
  isOver: true,
});
