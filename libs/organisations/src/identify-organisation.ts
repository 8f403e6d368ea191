import { Id, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { organisationIdentified, SCHEMES, type Scheme } from './events.js';
import { NOT_STANDING, type Organisation, standing } from './organisation.js';

/** The form of a number in each register. */
const FORMS: Readonly<Record<Scheme, RegExp>> = {
  care_inspectorate: /^(SP|CS)\d{10}$/,
  charity: /^(SC|NIC)?\d{6,7}$/,
  company: /^([A-Z]{2}\d{6}|\d{8})$/,
};

/** A number as registers write it: in capitals, without spaces. */
export const asWritten = (number: string): string => number.replace(/\s/g, '').toUpperCase();

/** True for a number in the form of its register. */
export const isWellFormed = (scheme: Scheme, identifier: string): boolean => FORMS[scheme].test(identifier);

/** Refuses a number no register would give. */
export const malformedIdentifier = () =>
  refuse(
    'identifier-malformed',
    'A number looks like SP2003000009 in the care register, SC012345 in the charity register, SC123456 or 01234567 in the company register.',
    'identifier',
  );

/** An organisation's number in a register becomes known. A number stated later takes the place of the one before. */
export class IdentifyOrganisation {
  @Id() organisationId!: string;
  @OneOf(SCHEMES) scheme!: Scheme;
  @Words({ max: 40, example: 'SP2003000009' }) identifier!: string;
}

export const identifyOrganisation = rule(
  IdentifyOrganisation,
  [...NOT_STANDING, 'identifier-malformed'],
  ({ organisationId, scheme, identifier: written }, organisation: Organisation, { effectiveOn }) => {
    const refusal = standing(organisation, effectiveOn);
    if (refusal) return refusal;
    const identifier = asWritten(written);
    if (!isWellFormed(scheme, identifier)) return malformedIdentifier();
    if (organisation.identifiers.get(scheme) === identifier) return nothing;

    return [organisationIdentified({ organisationId, scheme, identifier })];
  },
);
