import { Id, nothing, rule, Words } from '#kernel';
import { organisationRenamed } from './events.js';
import { NOT_STANDING, type Organisation, standing } from './organisation.js';

/** An organisation takes another name. Its id, places and account stay what they are. */
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
    if (organisation.name === name) return nothing;

    return [organisationRenamed({ organisationId, name })];
  },
);
