import {
  Amount,
  type BusinessDate,
  Figure,
  Id,
  nothing,
  refuse,
  rule,
  statedFor,
  undated,
  Whole,
  Words,
} from '#kernel';
import { type SizeFigures, sizeFigureRecorded } from './events.js';
import { NOT_STANDING, type Organisation, type SourcedFigure, standing } from './organisation.js';

/** How large an organisation is on the day stated, and who says so. A figure of 0, or none, is unknown. */
export class RecordSizeFigures {
  @Id() organisationId!: string;
  @Figure(0, 1_000_000, { optional: true, description: 'Whole-time equivalents' }) staffWte?: number;
  @Whole(0, 1_000_000, { optional: true }) headcount?: number;
  @Amount({ optional: true, description: 'Pence of a year' }) income?: number;
  @Words({ example: 'annual return 2026' }) source!: string;
}

export const recordSizeFigures = rule(
  RecordSizeFigures,
  [...NOT_STANDING, 'figures-missing'],
  ({ organisationId, staffWte, headcount, income, source }, organisation: Organisation, { effectiveOn }) => {
    const refusal = standing(organisation, effectiveOn);
    if (refusal) return refusal;
    const figures = knownFigures({ staffWte, headcount, income });
    if (Object.keys(figures).length === 0)
      return refuse('figures-missing', 'State at least one figure above 0: 0 means that it is unknown.');
    if (saidAlready(organisation, figures, source, effectiveOn)) return nothing;

    return [sizeFigureRecorded({ organisationId, ...figures, source })];
  },
);

/** The figures that say something: 0 is how registers write that they do not know. */
export const knownFigures = (figures: { readonly [K in keyof SizeFigures]?: number | null }): SizeFigures =>
  Object.fromEntries(Object.entries(figures).filter(([, figure]) => Boolean(figure)));

const saidAlready = (
  organisation: Organisation,
  figures: SizeFigures,
  source: string,
  on: BusinessDate,
): boolean =>
  Object.entries(figures).every(([kind, figure]) => {
    const dated = organisation.figures.get(kind as keyof SizeFigures, undated<SourcedFigure>());
    const said = statedFor(dated, on);
    return said?.figure === figure && said?.source === source;
  });
