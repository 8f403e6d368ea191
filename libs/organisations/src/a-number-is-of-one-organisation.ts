import {
  commandOf,
  type Fact,
  type KeptFact,
  keptOf,
  MERGES,
  processOf,
  type ProcessTools,
  type Recorded,
  type Refusal,
  type Send,
} from '#kernel';
import type { Claim, Claiming } from '#platform';
import { ClaimRegisterNumber, registerNumberHeld, ReleaseRegisterNumber } from './claim-register-number.js';
import { rightFields } from './correctable-facts.js';
import { CorrectOrganisationFact } from './correct-fact.js';
import type { OrganisationEvent, Scheme } from './events.js';
import { asWritten, IdentifyOrganisation } from './identify-organisation.js';
import type { Organisation } from './organisation.js';
import { organisationIdOf } from './organisation-id.js';
import { organisationMerges } from './organisation-merges.decider.js';
import { organisations } from './organisations.decider.js';
import { RegisterOrganisation } from './register-organisation.js';
import { registerNumberId, registerNumbers } from './register-numbers.decider.js';

interface Numbered {
  readonly scheme: Scheme;
  readonly identifier: string;
}

const REFUSES = ['register-number-held'] as const;

/** Claims a number for an organisation; one that closed, or was merged with it, gives it up. */
const claimed = async (
  organisationId: string,
  { scheme, identifier: written }: Numbered,
  claiming: Claiming,
): Promise<Refusal | undefined> => {
  const number = { scheme, identifier: asWritten(written) };
  const importedId = await importedBearerOf(number, claiming);
  if (importedId && importedId !== organisationId && !(await givesUp(importedId, organisationId, claiming)))
    return registerNumberHeld(number.identifier, importedId);
  const refusal = await claiming.claim(commandOf(ClaimRegisterNumber, { organisationId, ...number }));
  if (!refusal) return undefined;

  const { heldBy } = await claiming.stateOf(registerNumbers, registerNumberId(number));
  if (heldBy === undefined || !(await givesUp(heldBy, organisationId, claiming))) return refusal;
  return claiming.claim(commandOf(ClaimRegisterNumber, { organisationId, ...number, insteadOf: heldBy }));
};

/** What claiming a number would be refused with now, for those who must know before they record anything else. */
export const numberHeldByAnother = async (
  organisationId: string,
  number: Numbered,
  asked: Pick<Claiming, 'stateOf'>,
): Promise<Refusal | undefined> => {
  const { heldBy } = await asked.stateOf(registerNumbers, registerNumberId(number));
  for (const holderId of [await importedBearerOf(number, asked), heldBy])
    if (holderId && holderId !== organisationId && !(await givesUp(holderId, organisationId, asked)))
      return registerNumberHeld(number.identifier, holderId);
  return undefined;
};

/** An import claims nothing: the id of whom it registers is made of the number, and so holds it. */
const importedBearerOf = async (
  { scheme, identifier }: Numbered,
  claiming: Pick<Claiming, 'stateOf'>,
): Promise<string | undefined> => {
  if (scheme !== 'care_inspectorate') return undefined;
  const id = organisationIdOf(identifier);
  const { identifiers } = await claiming.stateOf(organisations, id);

  return identifiers.get(scheme) === identifier ? id : undefined;
};

const givesUp = async (
  holderId: string,
  organisationId: string,
  claiming: Pick<Claiming, 'stateOf'>,
): Promise<boolean> => {
  const { closedOn } = await claiming.stateOf(organisations, holderId);
  if (closedOn !== undefined) return true;
  const merges = await claiming.stateOf(organisationMerges, MERGES);

  return keptOf(merges, holderId) === keptOf(merges, organisationId);
};

const registered: Claim<RegisterOrganisation> = {
  command: RegisterOrganisation,
  refuses: REFUSES,
  take: async ({ organisationId, reference }, claiming) => {
    // Registered before: its own rule answers, and no number is taken for what it refuses.
    if (!reference || (await claiming.stateOf(organisations, organisationId)).registered) return undefined;

    const refusal = await claimed(
      organisationId,
      { scheme: 'care_inspectorate', identifier: reference },
      claiming,
    );
    return refusal && { ...refusal, field: 'reference' };
  },
};

const identified: Claim<IdentifyOrganisation> = {
  command: IdentifyOrganisation,
  refuses: REFUSES,
  take: async ({ organisationId, scheme, identifier }, claiming) =>
    isOpen(await claiming.stateOf(organisations, organisationId))
      ? claimed(organisationId, { scheme, identifier }, claiming)
      : undefined,
};

const corrected: Claim<CorrectOrganisationFact> = {
  command: CorrectOrganisationFact,
  refuses: REFUSES,
  take: async ({ organisationId, factId, reason: _reason, on: _on, ...stated }, claiming) => {
    const becomes = rightFields(stated);
    const { facts } = await claiming.stateOf(organisations, organisationId);
    const fact = facts.kept.get(facts.places.get(factId) ?? facts.kept.size);
    const number = fact && numberIn({ ...fact, data: { ...(fact.data as object), ...becomes } });
    if (!number) return undefined;

    const refusal = await claimed(organisationId, number, claiming);
    return refusal && { ...refusal, field: becomes.reference ? 'reference' : 'identifier' };
  },
};

/** What must be claimed before an organisation is recorded to bear a number. */
export const aNumberIsOfOneOrganisation: readonly Claim[] = [registered, identified, corrected];

/** Who bears a number holds it, however it was recorded; what an organisation bears no more is free for another. */
const settled = async (
  { data: { organisationId }, metadata: { origin } }: Recorded<Fact<string, { organisationId: string }>>,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  if (origin === 'import') return [];
  const organisation = await tools.stateOf(organisations, organisationId);
  const borne = new Map(
    [...organisation.identifiers].map(([scheme, identifier]) => {
      const number = { scheme, identifier: asWritten(identifier) };
      return [registerNumberId(number), number] as const;
    }),
  );
  const gone = new Map(
    numbersOnce(organisation)
      .map((number) => [registerNumberId(number), number] as const)
      .filter(([id]) => !borne.has(id)),
  );
  return [
    ...[...gone].map(([target, number]) => ({
      target,
      command: commandOf(ReleaseRegisterNumber, { organisationId, ...number }),
    })),
    ...[...borne].map(([target, number]) => ({
      target,
      command: commandOf(ClaimRegisterNumber, { organisationId, ...number }),
    })),
  ];
};

/** A number that another holds already stays with that one: the two are proposed as likely duplicates. */
export const whoBearsARegisterNumberHoldsIt = processOf<OrganisationEvent>()({
  name: 'who-bears-a-register-number-holds-it',
  sends: [
    { command: ClaimRegisterNumber, ends: REFUSES },
    { command: ReleaseRegisterNumber, ends: [] },
  ],
  on: {
    OrganisationRegistered: (event, tools) => (event.data.reference ? settled(event, tools) : []),
    OrganisationIdentified: settled,
    OrganisationFactCorrected: (event, tools) =>
      isAboutANumber(event.data.fact) ? settled(event, tools) : [],
    OrganisationFactStruck: (event, tools) => (isAboutANumber(event.data.fact) ? settled(event, tools) : []),
  },
});

const isOpen = ({ registered: known, closedOn }: Organisation): boolean =>
  known !== undefined && closedOn === undefined;

const isAboutANumber = (fact: string): boolean =>
  fact === 'OrganisationRegistered' || fact === 'OrganisationIdentified';

/** Every number an organisation was ever said to bear, corrected since or not. */
const numbersOnce = ({ facts }: Organisation): readonly Numbered[] =>
  facts.kept
    .toArray()
    .flatMap((fact) => [fact, ...fact.corrections.map(({ was }) => ({ ...fact, ...was }))])
    .map(numberIn)
    .filter((number) => number !== undefined);

const numberIn = ({ type, data }: Pick<KeptFact, 'type' | 'data'>): Numbered | undefined => {
  const { reference, scheme, identifier } = data as Partial<Numbered> & {
    readonly reference?: string | null;
  };
  if (type === 'OrganisationRegistered')
    return reference ? { scheme: 'care_inspectorate', identifier: asWritten(reference) } : undefined;

  return type === 'OrganisationIdentified' && scheme && identifier
    ? { scheme, identifier: asWritten(identifier) }
    : undefined;
};
