import { Id, nothing, OneOf, rule } from '#kernel';
import { organisationSectorChanged, SECTORS, type Sector } from './events.js';
import { NOT_STANDING, type Organisation, sectorOn, standing } from './organisation.js';

/** From the day it states, an organisation counts to another sector. The day may lie ahead. */
export class ChangeSector {
  @Id() organisationId!: string;
  @OneOf(SECTORS) sector!: Sector;
}

export const changeSector = rule(
  ChangeSector,
  NOT_STANDING,
  ({ organisationId, sector }, organisation: Organisation, { effectiveOn }) => {
    const refusal = standing(organisation, effectiveOn);
    if (refusal) return refusal;
    if (sectorOn(organisation, effectiveOn) === sector) return nothing;

    return [organisationSectorChanged({ organisationId, sector })];
  },
  { mayBeAhead: true },
);
