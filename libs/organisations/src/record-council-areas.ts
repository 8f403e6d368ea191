import { Id, nothing, refuse, rule, valueOn, WordsList } from '#kernel';
import { councilAreasRecorded } from './events.js';
import { NOT_STANDING, type Organisation, standing } from './organisation.js';

/** The council areas an organisation works in, all of them, from the day stated. */
export class RecordCouncilAreas {
  @Id() organisationId!: string;
  @WordsList(32, { example: ['Glasgow City', 'Fife'] }) councilAreas!: string[];
}

export const recordCouncilAreas = rule(
  RecordCouncilAreas,
  [...NOT_STANDING, 'council-areas-missing'],
  ({ organisationId, councilAreas: written }, organisation: Organisation, { effectiveOn }) => {
    const refusal = standing(organisation, effectiveOn);
    if (refusal) return refusal;
    const councilAreas = inOrder(written);
    if (councilAreas.length === 0)
      return refuse('council-areas-missing', 'Name at least one council area.', 'councilAreas');
    if (sameAreas(valueOn(organisation.councilAreas, effectiveOn), councilAreas)) return nothing;

    return [councilAreasRecorded({ organisationId, councilAreas })];
  },
);

/** Areas as they are recorded: each once, in the order of their letters, so that equal lists are equal. */
export const inOrder = (areas: readonly string[]): readonly string[] =>
  [...new Set(areas.map((area) => area.normalize('NFC').trim()))].filter(Boolean).sort();

/** True for two ordered lists of the same areas. */
export const sameAreas = (one: readonly string[] | undefined, other: readonly string[]): boolean =>
  one?.length === other.length && one.every((area, index) => area === other[index]);
