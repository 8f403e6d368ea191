import { decider, type Evolve } from '#kernel';
import { claimRegisterNumber, type RegisterNumber, releaseRegisterNumber } from './claim-register-number.js';
import { type RegisterNumberEvent, registerNumberEvents, type Scheme } from './events.js';

const evolve: Evolve<RegisterNumber, RegisterNumberEvent> = {
  RegisterNumberClaimed: (_number, { data }) => ({ heldBy: data.organisationId }),
  RegisterNumberReleased: () => ({}),
};

/** The id of a number's stream. */
export const registerNumberId = ({
  scheme,
  identifier,
}: {
  readonly scheme: Scheme;
  readonly identifier: string;
}): string => `${scheme}.${identifier}`;

/** One number of one register: a stream of its own, so that of two who claim it at once one gets it. */
export const registerNumbers = decider({
  name: 'registerNumber',
  key: registerNumberId,
  initial: {},
  events: registerNumberEvents,
  evolve,
  rules: [claimRegisterNumber, releaseRegisterNumber],
});
