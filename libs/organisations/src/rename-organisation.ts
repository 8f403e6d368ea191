import { Id, nothing, rule, Words } from '#kernel';
import { organisationRenamed } from './events.js';
import { nameOn, NOT_STANDING, type Organisation, standing } from './organisation.js';

/** From the day it states, which may lie ahead, an organisation has another name. Its id, places and account stay what they are. */
export class RenameOrganisation {
  @Id() organisationId!: string;
  @Words({ example: 'Winter Leaves Care' }) name!: string;
}

export const renameOrganisation = rule(
  RenameOrganisation,
  NOT_STANDING,
  ({ organisationId, name }, organisation: Organisation, { effectiveOn }) => {
    const refusal = standing(organisation, effectiveOn);
    if (refusal) return refusal;
    if (nameOn(organisation, effectiveOn) === name) return nothing;

    return [organisationRenamed({ organisationId, name })];
  },
  { mayBeAhead: true },
);
