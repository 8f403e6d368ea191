import { Id, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { registerNumberClaimed, registerNumberReleased, SCHEMES, type Scheme } from './events.js';
import { known } from './known.js';

/** Whose number it is, if anybody's. */
export interface RegisterNumber {
  readonly heldBy?: string;
}

/** Refuses a number that another organisation bears. */
export const registerNumberHeld = (identifier: string, heldBy: string) =>
  refuse(
    'register-number-held',
    `${identifier} is the number of organisation ${heldBy}: merge the two if they are one, or strike the number there first.`,
    'identifier',
  );

/** An organisation is about to bear a number of a register, or bears it: nobody else may. */
export class ClaimRegisterNumber {
  @Id() organisationId!: string;
  @OneOf(SCHEMES) scheme!: Scheme;
  @Words({ max: 40, example: 'SP2003000009' }) identifier!: string;
  @Id({ optional: true, description: 'The holder that is known to hold it no more' }) insteadOf?: string;
}

export const claimRegisterNumber = rule(
  ClaimRegisterNumber,
  ['register-number-held'],
  ({ organisationId, scheme, identifier, insteadOf }, { heldBy }: RegisterNumber) => {
    if (heldBy === organisationId) return nothing;
    if (heldBy !== undefined && heldBy !== insteadOf) return registerNumberHeld(identifier, heldBy);

    return [registerNumberClaimed(known({ organisationId, scheme, identifier, insteadOf: heldBy }))];
  },
);

/** An organisation bears a number no more. */
export class ReleaseRegisterNumber {
  @Id() organisationId!: string;
  @OneOf(SCHEMES) scheme!: Scheme;
  @Words({ max: 40 }) identifier!: string;
}

export const releaseRegisterNumber = rule(
  ReleaseRegisterNumber,
  [],
  ({ organisationId, scheme, identifier }, { heldBy }: RegisterNumber) =>
    heldBy === organisationId ? [registerNumberReleased({ organisationId, scheme, identifier })] : nothing,
);
