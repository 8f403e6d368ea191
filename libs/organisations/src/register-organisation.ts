import { Id, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { organisationRegistered, SECTORS, type Sector } from './events.js';
import { known } from './known.js';
import type { Organisation } from './organisation.js';

/** An organisation becomes known to the programme. Registering it again with the same content changes nothing. */
export class RegisterOrganisation {
  @Id() organisationId!: string;
  @Words({ example: 'Autumn Leaves Care' }) name!: string;
  @OneOf(SECTORS) sector!: Sector;
  @Words({ optional: true, max: 40, example: 'SP2003000009', description: 'Its number in the care register' })
  reference?: string;
}

export const registerOrganisation = rule(
  RegisterOrganisation,
  ['already-registered-differently'],
  ({ organisationId, name, sector, reference }, { registered }: Organisation) => {
    if (!registered) return [organisationRegistered(known({ organisationId, name, sector, reference }))];
    if (
      registered.name !== name ||
      registered.sector !== sector ||
      (registered.reference ?? null) !== (reference ?? null)
    )
      return refuse(
        'already-registered-differently',
        'This id is taken by an organisation registered with another name, sector or reference: rename that one, or use a new id.',
        'organisationId',
      );

    return nothing;
  },
);
