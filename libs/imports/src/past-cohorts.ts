import { type BusinessDate, commandOf, derivedId, earlierOf, isRefusal, refuse, type Refusal } from '#kernel';
import { RecordPastCohort } from '#cohorts';
import { RecordPastProgramme } from '#programmes';
import { Finder, SEVERAL } from './finder.js';
import type { HistoryTarget } from './history-target.js';
import type { PastRow } from './past-row.js';

/** A programme as an import finds it. */
export interface KnownProgramme {
  readonly programmeId: string;
  readonly name: string;
  readonly awardId: string;
  /** What it went by at some time, perhaps still. */
  readonly formerly?: readonly string[];
  /** Of one that nobody knew: the first day anything is known of it. */
  readonly knownFrom?: BusinessDate;
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

/** What the names of a row mean. */
export interface Meant {
  readonly cohort: PastCohort;
  /** What they may have meant when the row was recorded. */
  readonly others: readonly PastCohort[];
  /** Of a place that is not recorded in any of these: why its cohort cannot be told. */
  readonly unclear?: Refusal;
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
  /** Of cohorts nobody knew: what tells that a row has said what they are. */
  private readonly told = new Map<string, Told>();

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

  /** The cohort a row names, as far as is known at once: of an unknown one, what this row says of it. */
  of(row: PastRow, requestedOn: BusinessDate): Meant | Refusal {
    const named = this.named(row);
    const candidates = this.candidates(row);
    if (isRefusal(named)) {
      const [cohort, ...others] = candidates;
      return cohort ? { cohort, others, unclear: named } : named;
    }
    if ('cohortId' in named)
      return { cohort: named, others: candidates.filter(({ cohortId }) => cohortId !== named.cohortId) };

    const knownFrom = earlierOf(row.startsOn, requestedOn);
    const programme = named.programme ?? { ...newProgramme(row.programme), knownFrom };
    this.programmes.add(programme);
    const cohort = newCohort(row, programme.programmeId);
    const told = this.told.get(cohort.cohortId) ?? new Told();
    this.told.set(cohort.cohortId, told);
    return { cohort: { ...(told.cohort ?? cohort), programme }, others: candidates };
  }

  /** The cohort as it stands once it is known, or nobody above can say any more what it is: then as the row says. */
  async settled(cohort: PastCohort, nobodyAbove: Promise<void>): Promise<PastCohort> {
    const told = this.told.get(cohort.cohortId);
    if (told && !told.cohort) await Promise.race([told.once, nobodyAbove]);
    return { ...cohort, ...told?.cohort };
  }

  /** Waits until a cohort can be entered into: records one that nobody knows, as it stands. Answers why it cannot, if so. */
  async ready(cohort: PastCohort, requestedOn: BusinessDate): Promise<Refusal | undefined> {
    const told = this.told.get(cohort.cohortId);
    if (!told || told.cohort) return undefined;
    const refusal = await this.record(cohort, earlierOf(cohort.startsOn, requestedOn));
    if (!refusal) told.tell(cohort);
    return refusal;
  }

  private named(row: PastRow): PastCohort | { readonly programme: KnownProgramme | undefined } | Refusal {
    const programme =
      this.programmes.find(row.programme, folded(row.programme), programmeIdOf(row.programme)) ??
      this.onceProgrammes.find(folded(row.programme));
    if (programme === SEVERAL) return namedTwice('programme');
    if (!programme) return { programme };
    const { programmeId } = programme;
    // What an earlier import recorded under this name is found by its id, though it has another since.
    const name = `${programmeId}/${folded(row.cohort)}`;
    const known =
      this.cohorts.find(row.cohort, name, cohortIdOf(programmeId, row.cohort)) ?? this.onceCohorts.find(name);
    if (known === SEVERAL) return namedTwice('cohort');

    return known && known.programmeId === programmeId ? { ...known, programme } : { programme };
  }

  /** All that the row's names mean or ever meant, first what an earlier import made of them: its place may be recorded there. */
  private candidates({ programme: written, cohort: name }: PastRow): readonly PastCohort[] {
    const programmes = [
      ...this.programmes.all(programmeIdOf(written), written, folded(written)),
      ...this.onceProgrammes.all(folded(written)),
    ];
    const found = programmes.flatMap((programme) => {
      const { programmeId } = programme;
      const key = `${programmeId}/${folded(name)}`;
      return [
        ...this.cohorts.all(cohortIdOf(programmeId, name), name, key),
        ...this.onceCohorts.all(key),
      ].flatMap((cohort) => (cohort.programmeId === programmeId ? [{ ...cohort, programme }] : []));
    });
    return [...new Map(found.map((cohort) => [cohort.cohortId, cohort])).values()];
  }

  private async record({ programme, ...cohort }: PastCohort, knownFrom: BusinessDate) {
    const { programmeId, awardId, name } = programme;
    const of = { programmeId, awardId, versionId: derivedId('version of history', programmeId) };
    // A programme of today lacks only the version that ran then.
    const refusal = await this.target.send(
      commandOf(RecordPastProgramme, { ...of, name, versionLabel: 'as it ran' }),
      programme.knownFrom ?? knownFrom,
    );
    if (refusal) return refusal;

    const { cohortId, number, startsOn, endsOn, capacity } = cohort;
    const said = { cohortId, number, name: cohort.name, startsOn, endsOn, capacity };
    return this.target.send(commandOf(RecordPastCohort, { ...of, ...said, knownFrom }), knownFrom);
  }
}

/** The columns in which a row disagrees with its cohort. */
export const disagreements = (row: PastRow, cohort: KnownCohort): readonly string[] =>
  DAYS_AND_SEATS.filter((field) => row[field] !== cohort[field]);

/** A cohort nobody knew, until a row that is recorded says what it is. */
class Told {
  cohort?: PastCohort;
  tell!: (cohort: PastCohort) => void;
  readonly once = new Promise<void>((resolve) => {
    this.tell = (cohort) => {
      this.cohort = cohort;
      resolve();
    };
  });
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
