import {
  type BusinessDate,
  Figure,
  Id,
  OneOf,
  refuse,
  rule,
  valueOn,
  Whole,
  Words,
  WordsList,
} from '#kernel';
import {
  councilAreasRecorded,
  type OrganisationEvent,
  organisationIdentified,
  organisationRegistered,
  organisationRenamed,
  organisationSectorChanged,
  SECTORS,
  type Sector,
  type SizeFigures,
  sizeFigureRecorded,
} from './events.js';
import { figureOn, nameOn, type Organisation, sectorOn, standing } from './organisation.js';
import { inOrder, sameAreas } from './record-council-areas.js';
import { knownFigures } from './record-size-figures.js';

/** The source of figures that come from the care register. */
export const CARE_REGISTER = 'care register';

/**
 * One row of the care register, decided whole: what differs from what is known on the day stated is recorded, and
 * nothing when nothing does. What the row leaves empty (0, unknown, no areas) says nothing.
 */
export class RecordRegisterEntry {
  @Id() organisationId!: string;
  @Words({ max: 40, example: 'SP2003000009' }) reference!: string;
  @Words({ example: 'Autumn Leaves Care' }) name!: string;
  @OneOf(SECTORS) sector!: Sector;
  @Figure(0, 1_000_000, { optional: true, description: 'Whole-time equivalents' }) staffWte?: number;
  @Whole(0, 100_000, { optional: true, description: 'Registered care services' }) services?: number;
  @WordsList(32, { example: ['Glasgow City'] }) councilAreas!: string[];
}

export const recordRegisterEntry = rule(
  RecordRegisterEntry,
  ['organisation-closed', 'reference-differs'],
  (entry, organisation: Organisation, { effectiveOn }) => {
    const { organisationId, reference, name, sector } = entry;
    if (!organisation.registered)
      return [
        organisationRegistered({ organisationId, name, sector, reference }),
        ...differences(entry, organisation, effectiveOn),
      ];
    const refusal = standing(organisation, effectiveOn);
    if (refusal?.refused === 'organisation-closed') return { ...refusal, refused: 'organisation-closed' };
    const known = organisation.identifiers.get('care_inspectorate');
    if (known !== undefined && known !== reference)
      return refuse(
        'reference-differs',
        'This organisation has another number in the care register: check which of the two the row is about.',
        'reference',
      );

    return [
      ...(known === undefined
        ? [organisationIdentified({ organisationId, scheme: 'care_inspectorate', identifier: reference })]
        : []),
      ...(nameOn(organisation, effectiveOn) === name ? [] : [organisationRenamed({ organisationId, name })]),
      ...(sector === 'unknown' || sectorOn(organisation, effectiveOn) === sector
        ? []
        : [organisationSectorChanged({ organisationId, sector })]),
      ...differences(entry, organisation, effectiveOn),
    ];
  },
);

const differences = (
  { organisationId, staffWte, services, councilAreas }: RecordRegisterEntry,
  organisation: Organisation,
  on: BusinessDate,
): OrganisationEvent[] => {
  const figures = knownFigures({ staffWte, services });
  const areas = inOrder(councilAreas);
  const differ = Object.entries(figures).some(
    ([kind, figure]) => figureOn(organisation, kind as keyof SizeFigures, on) !== figure,
  );
  return [
    ...(differ ? [sizeFigureRecorded({ organisationId, ...figures, source: CARE_REGISTER })] : []),
    ...(areas.length === 0 || sameAreas(valueOn(organisation.councilAreas, on), areas)
      ? []
      : [councilAreasRecorded({ organisationId, councilAreas: areas })]),
  ];
};
