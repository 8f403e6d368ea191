import { commandOf, derivedId } from '#kernel';
import { RecordCouncilAreas, RecordSizeFigures, RegisterOrganisation } from '#organisations';
import { drawing, madeUpOrganisation, pick } from './made-up.js';
import { COUNCILS, NHS_BOARDS } from './scotland.js';

const MADE_UP = { voluntary: 44, private: 26 } as const;

/** An organisation of the sample. */
export interface Sponsor {
  readonly organisationId: string;
  readonly name: string;
  readonly sector: 'local_authority' | 'health' | 'voluntary' | 'private';
  readonly areas: readonly string[];
  readonly staffWte?: number;
}

// The first is named like a voluntary one, "Ltd" apart: a likely duplicate for the tour. The others have names of their own.
const privateName = (index: number): number => (index === 0 ? 0 : MADE_UP.voluntary + index);

const sponsors = (): readonly Sponsor[] => {
  const draw = drawing(2003);
  const organisation = (
    name: string,
    sector: Sponsor['sector'],
    areas: readonly string[],
    staffWte?: number,
  ): Sponsor => ({
    organisationId: derivedId('sample', 'organisation', name),
    name,
    sector,
    areas,
    ...(staffWte === undefined ? {} : { staffWte }),
  });
  const made = (sector: 'voluntary' | 'private') =>
    Array.from({ length: MADE_UP[sector] }, (_, index) => {
      const area = pick(COUNCILS, draw())[1];
      const areas = draw() < 0.2 ? [area, pick(COUNCILS, draw())[1]] : [area];
      const staff = Math.round(10 ** (0.5 + draw() * 2.2) * 10) / 10;
      return organisation(
        madeUpOrganisation(sector === 'voluntary' ? index : privateName(index), sector),
        sector,
        [...new Set(areas)],
        draw() < 0.1 ? undefined : staff,
      );
    });
  return [
    ...COUNCILS.map(([name, area]) =>
      organisation(name, 'local_authority', [area], 400 + Math.round(draw() * 3000)),
    ),
    ...NHS_BOARDS.map(([name, area]) => organisation(name, 'health', [area], 20 + Math.round(draw() * 800))),
    ...made('voluntary'),
    ...made('private'),
  ];
};

/** The 32 councils, the 14 boards and organisations that do not exist. */
export const SPONSORS = sponsors();
const SHARES: Readonly<Record<Sponsor['sector'], number>> = {
  local_authority: 0.58,
  voluntary: 0.24,
  health: 0.11,
  private: 0.07,
};

/** A sponsor by two drawn numbers: sectors by their share of places, then any of the sector. */
export const sponsorFor = (first: number, second: number): Sponsor => {
  let left = first;
  for (const [sector, share] of Object.entries(SHARES)) {
    if (left < share)
      return pick(
        SPONSORS.filter((sponsor) => sponsor.sector === sector),
        second,
      );
    left -= share;
  }
  return SPONSORS[0]!;
};

/** The commands that register a sponsor. */
export const registered = ({ organisationId, name, sector, areas, staffWte }: Sponsor): readonly object[] => [
  commandOf(RegisterOrganisation, { organisationId, name, sector }),
  commandOf(RecordCouncilAreas, { organisationId, councilAreas: [...areas] }),
  ...(staffWte === undefined
    ? []
    : [commandOf(RecordSizeFigures, { organisationId, staffWte, source: 'sample' })]),
];
