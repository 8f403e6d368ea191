import { Id, nothing, rule } from '#kernel';
import { organisationClosed } from './events.js';
import { NOT_STANDING, notRegistered, type Organisation, standing } from './organisation.js';

/** The day stated, which may lie ahead, is an organisation's last. Its id, places and account keep working. */
export class CloseOrganisation {
  @Id() organisationId!: string;
}

export const closeOrganisation = rule(
  CloseOrganisation,
  NOT_STANDING,
  ({ organisationId }, organisation: Organisation, { effectiveOn }) => {
    if (!organisation.registered) return notRegistered();
    if (organisation.closedOn === effectiveOn) return nothing;

    return standing(organisation, effectiveOn) ?? [organisationClosed({ organisationId })];
  },
  { mayBeAhead: true },
);
