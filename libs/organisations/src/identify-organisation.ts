import { Id, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { organisationIdentified, SCHEMES, type Scheme } from './events.js';
import { NOT_STANDING, type Organisation, standing } from './organisation.js';

/** The form of a number in each register. */
const FORMS: Readonly<Record<Scheme, RegExp>> = {
  care_inspectorate: /^(SP|CS)\d{10}$/,
  charity: /^(SC|NIC)?\d{6,7}$/,
  company: /^([A-Z]{2}\d{6}|\d{8})$/,
};

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
    const identifier = written.replace(/\s/g, '').toUpperCase();
    if (!FORMS[scheme].test(identifier))
      return refuse(
        'identifier-malformed',
        'A number looks like SP2003000009 in the care register, SC012345 in the charity register, SC123456 or 01234567 in the company register.',
        'identifier',
      );
    if (organisation.identifiers.get(scheme) === identifier) return nothing;

    return [organisationIdentified({ organisationId, scheme, identifier })];
  },
);
