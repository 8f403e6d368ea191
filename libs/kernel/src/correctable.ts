import { fromJS, is, List, Map } from 'immutable';
import { type BusinessDate, type Instant, laterOf } from './dates.js';
import { type Evolve, refuse } from './decider.js';
import type { Fact, Happened, Recorded } from './event.js';

/**
 * What every correction says beside its stream's key and the fields that become others: the event it corrects (its id, or
 * the id of an earlier correction of it: both mean the fact), what kind of fact that is, and why. Fields it does not
 * hold stay as they stand; a field that is null was never known. Its own effective day is the fact's right day.
 */
export interface Corrects<Kind extends string = string> {
  readonly corrects: string;
  readonly fact: Kind;
  readonly reason: string;
  /** The reason the fact itself gives (a cancellation, say), where that was wrong; null: it gave none. */
  readonly reasonGiven?: string | null;
  /** Who corrects it, where a process records what somebody asked for. */
  readonly correctedBy?: string;
}

/** How a fact stood at some time: what it said, about which day; `struck`: it never was. */
export interface FactVersion {
  readonly data: any;
  readonly on: BusinessDate;
  readonly struck: boolean;
}

/** When something was said, and by whom; a decider's state does not know by whom. */
export interface Said {
  /** The event's id. */
  readonly id: string;
  readonly recordedAt: Instant;
  readonly by?: string;
}

/** A recorded fact as it stands, with every correction since: plain data, for a state or a row. */
export interface KeptFact extends FactVersion, Said {
  readonly type: string;
  readonly version: number;
  readonly corrections: readonly (Said & { readonly reason: string; readonly was: FactVersion })[];
}

/** The facts of one stream in the order they were recorded, found by their ids and those of their corrections. */
export interface Facts {
  readonly kept: List<KeptFact>;
  readonly places: Map<string, number>;
  /** No fact is about a later day. */
  readonly latestOn: BusinessDate;
}

/** No facts yet: the `facts` of an initial state. */
export const noFacts: Facts = { kept: List(), places: Map(), latestOn: '' };

/** Which events of a stream correct others: `replaces` puts other fields or another day, `strikes` says it never was. */
export type Corrections<C extends Fact<string, Corrects>> = {
  readonly [Name in C['type']]: 'replaces' | 'strikes';
};

/**
 * The steps of a stream whose facts can be corrected: `evolve: correctable(initial, steps, { CohortFactCorrected:
 * 'replaces', CohortFactStruck: 'strikes' })`. The state keeps its facts; a correction changes its fact where it stands in
 * their order, and the state is folded again from the first. A correction of a struck fact lets it stand again. One
 * that names no fact of the stream changes nothing: rules refuse it, folds do not.
 *
 * `byDay`: facts are folded by the days they are about, those of one day as recorded, so that a fact told late counts from
 * its own day as if it had been told in time.
 */
export const correctable = <
  State extends { readonly facts: Facts },
  F extends Fact,
  C extends Fact<string, Corrects>,
>(
  initial: State,
  steps: Evolve<State, F>,
  corrections: Corrections<C>,
  { byDay = false }: { readonly byDay?: boolean } = {},
): Evolve<State, F | C> => {
  const folded = (facts: Facts) => ({
    ...foldedFacts(byDay ? inDayOrder(facts.kept.toArray()) : facts.kept, steps, initial),
    facts,
  });
  const recording = (step: Step<State>) => (state: State, event: Happened) => {
    const facts = withFact(state.facts, event);
    return byDay && event.effectiveOn < state.facts.latestOn
      ? folded(facts)
      : { ...step(state, event), facts };
  };
  const correcting = (manner: 'replaces' | 'strikes') => (state: State, event: Happened) => {
    const facts = withCorrection(state.facts, event, manner);
    return facts === state.facts ? state : folded(facts);
  };
  return {
    ...mapped(steps as Record<string, Step<State>>, recording),
    ...mapped(corrections as Record<string, 'replaces' | 'strikes'>, correcting),
  } as unknown as Evolve<State, F | C>;
};

/** A row's list of facts with one more event: a new fact at its end, or a correction of one it holds. */
export const keptIn = <C extends Fact<string, Corrects>>(
  list: readonly KeptFact[],
  event: Recorded,
  corrections: Corrections<C>,
): readonly KeptFact[] => {
  const manner = (corrections as Record<string, 'replaces' | 'strikes'>)[event.type];
  if (manner === undefined) return [...list, keptFact(event)];

  return list.map((fact) =>
    isAbout(fact, (event.data as Corrects).corrects) ? corrected(fact, event, manner) : fact,
  );
};

/** Folds facts as they stand, in order, leaving out the struck: by the steps of a state, or of a row. Kinds without a step are passed over. */
export const foldedFacts = <State>(
  facts: Iterable<KeptFact>,
  steps: Readonly<Record<string, (state: State, event: any) => State>>,
  initial: State,
): State => {
  let state = initial;
  for (const fact of facts) {
    const step = steps[fact.type];
    if (step && !fact.struck) state = step(state, asItStands(fact));
  }
  return state;
};

/** A fact as a step sees it: its own id and moment, its corrected data and day. */
export const asItStands = ({ type, version, data, on, id, recordedAt }: KeptFact): Happened => ({
  type,
  version,
  data: data as unknown,
  effectiveOn: on,
  id,
  recordedAt,
});

/** Facts by the day they are about, those of one day as recorded: folded so, a row does not depend on the order of arrival. */
export const inDayOrder = (facts: readonly KeptFact[]): readonly KeptFact[] =>
  facts.toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));

/** The facts that count on a day: dated on it or before, and not struck. For `asAt` of a row that keeps its facts. */
export const factsOn = (facts: readonly KeptFact[], day: BusinessDate): readonly KeptFact[] =>
  facts.filter(({ on, struck }) => !struck && on <= day);

/** Every version of a fact in the order they were said: the first as recorded, the last as it stands. */
export const versionsOf = (
  fact: KeptFact,
): readonly (FactVersion & Said & { readonly reason?: string })[] => {
  const { id, recordedAt, by, corrections } = fact;
  const now: FactVersion = { data: fact.data as unknown, on: fact.on, struck: fact.struck };
  const said = [{ id, recordedAt, by }, ...corrections.map(({ was: _, ...saying }) => saying)];

  return said.map((saying, nth) => ({ ...saying, ...(corrections[nth]?.was ?? now) }));
};

/** The refusals of `factToCorrect`. */
export const NO_FACT = ['no-such-fact', 'fact-of-another-kind'] as const;

/** The fact of a state that a correction names by its event's id or an earlier correction's; a refusal when there is none of these kinds. */
export const factToCorrect = (
  facts: Facts,
  corrects: string,
  kinds: readonly string[],
  field = 'corrects',
) => {
  const fact = facts.kept.get(facts.places.get(corrects) ?? facts.kept.size);
  if (!fact)
    return refuse(
      'no-such-fact',
      'No fact with this id was recorded here: choose one from its facts.',
      field,
    );
  if (!kinds.includes(fact.type))
    return refuse(
      'fact-of-another-kind',
      'The fact with this id is of another kind, and not corrected this way.',
      field,
    );

  return fact;
};

/** True when a correction would change something: a field that now reads otherwise, another day, or a struck fact that stands again. */
export const wouldChange = (fact: KeptFact, becomes: object, on: BusinessDate): boolean =>
  fact.struck ||
  fact.on !== on ||
  !is(fromJS(merged(fact.data as object, asGiven(becomes))), fromJS(fact.data));

type Step<State> = (state: State, event: any) => State;

const mapped = <From, To>(entries: Record<string, From>, to: (from: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(entries).map(([name, from]) => [name, to(from)]));

const withFact = ({ kept, places, latestOn }: Facts, event: Happened): Facts => ({
  kept: kept.push(keptFact(event)),
  places: places.set(event.id, kept.size),
  latestOn: laterOf(latestOn, event.effectiveOn),
});

const withCorrection = (facts: Facts, event: Happened, manner: 'replaces' | 'strikes'): Facts => {
  const place = facts.places.get((event.data as Corrects).corrects);
  if (place === undefined) return facts;

  return {
    kept: facts.kept.update(place, (fact) => corrected(fact!, event, manner)),
    places: facts.places.set(event.id, place),
    latestOn: laterOf(facts.latestOn, event.effectiveOn),
  };
};

// Whoever asked for it said so, whichever process records that.
const said = ({ id, recordedAt, ...event }: Happened | Recorded, askedBy?: string): Said => ({
  id,
  recordedAt,
  ...('metadata' in event ? { by: askedBy ?? event.metadata.actor } : {}),
});

const keptFact = (event: Happened | Recorded): KeptFact => ({
  ...said(event),
  type: event.type,
  version: event.version,
  data: event.data as unknown,
  on: event.effectiveOn,
  struck: false,
  corrections: [],
});

const corrected = (fact: KeptFact, event: Happened | Recorded, manner: 'replaces' | 'strikes'): KeptFact => {
  const { corrects: _corrects, fact: _kind, reason, correctedBy, ...becomes } = event.data as Corrects;
  const was: FactVersion = { data: fact.data as unknown, on: fact.on, struck: fact.struck };
  const corrections = [...fact.corrections, { ...said(event, correctedBy), reason, was }];
  if (manner === 'strikes') return { ...fact, struck: true, corrections };

  const data = merged(fact.data as object, asGiven(becomes));
  return { ...fact, data, on: event.effectiveOn, struck: false, corrections };
};

/** A correction has a reason of its own, so that of the fact goes by another name in it. */
const asGiven = ({ reasonGiven, ...becomes }: { readonly reasonGiven?: string | null }): object =>
  reasonGiven === undefined ? becomes : { ...becomes, reason: reasonGiven };

/** Null takes a field off: it was never known. */
const merged = (data: object, becomes: object): object =>
  Object.fromEntries(
    Object.entries({ ...data, ...becomes }).filter(([, value]) => value !== null && value !== undefined),
  );

const isAbout = (fact: KeptFact, corrects: string): boolean =>
  fact.id === corrects || fact.corrections.some(({ id }) => id === corrects);
