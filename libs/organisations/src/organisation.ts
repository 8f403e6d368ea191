import { Map } from 'immutable';
import {
  type BusinessDate,
  type Dated,
  type Facts,
  inWords,
  noFacts,
  refuse,
  undated,
  valueOn,
  valueOnOrEarliest,
} from '#kernel';
import type { BillingDetails, ContactPurpose, Scheme, Sector, SizeFigures } from './events.js';
import { type SizeBand, sizeBandOf } from './size-band.js';

/** A department of an organisation. */
export interface Unit {
  readonly name: string;
  readonly contactPersonId?: string;
  readonly closed: boolean;
}

/** A figure and where it comes from. */
export interface SourcedFigure {
  readonly figure: number;
  readonly source: string;
}

/** What the rules of one organisation remember. */
export interface Organisation {
  /** Every fact recorded, as it stands: what corrections name. */
  readonly facts: Facts;
  /** What it was first registered with; absent before that. */
  readonly registered?: { readonly name: string; readonly sector: Sector; readonly reference?: string };
  readonly names: Dated<string>;
  readonly sectors: Dated<Sector>;
  readonly figures: Map<keyof SizeFigures, Dated<SourcedFigure>>;
  readonly councilAreas: Dated<readonly string[]>;
  readonly identifiers: Map<Scheme, string>;
  readonly units: Map<string, Unit>;
  /** Who is or was asked about what, and since when; nobody any more is an empty map. */
  readonly contacts: Map<string, Map<ContactPurpose, BusinessDate>>;
  readonly billing?: BillingDetails;
  /** Its last day. */
  readonly closedOn?: BusinessDate;
}

/** An organisation before its first event. */
export const unregistered: Organisation = {
  facts: noFacts,
  names: undated(),
  sectors: undated(),
  figures: Map(),
  councilAreas: undated(),
  identifiers: Map(),
  units: Map(),
  contacts: Map(),
};

/** The name on a day; before the first statement, what was stated first. */
export const nameOn = (organisation: Organisation, day: BusinessDate): string | undefined =>
  valueOnOrEarliest(organisation.names, day);

/** The sector on a day; before the first statement, what was stated first. */
export const sectorOn = (organisation: Organisation, day: BusinessDate): Sector =>
  valueOnOrEarliest(organisation.sectors, day) ?? 'unknown';

/** A size figure on a day, unless unknown. */
export const figureOn = (
  organisation: Organisation,
  figure: keyof SizeFigures,
  day: BusinessDate,
): number | undefined => valueOn(organisation.figures.get(figure, undated<SourcedFigure>()), day)?.figure;

/** The band of size on a day. */
export const sizeBandOn = (organisation: Organisation, day: BusinessDate): SizeBand =>
  sizeBandOf(figureOn(organisation, 'staffWte', day));

/** The refusals of `standing`. */
export const NOT_STANDING = ['organisation-not-registered', 'organisation-closed'] as const;

/** Refuses what happens to an organisation that was never registered, or after its last day. */
export const standing = (organisation: Organisation, on: BusinessDate) => {
  if (!organisation.registered) return notRegistered();
  if (organisation.closedOn !== undefined && organisation.closedOn < on)
    return refuse(
      'organisation-closed',
      `This organisation closed on ${inWords(organisation.closedOn)}: state a day up to then, or choose another organisation.`,
    );

  return undefined;
};

/** Refuses what is asked of an organisation nobody registered. */
export const notRegistered = () =>
  refuse('organisation-not-registered', 'No organisation is registered under this id: register it first.');
