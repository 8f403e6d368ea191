import { Id, nothing, refuse, rule, Words } from '#kernel';
import { unitAdded, unitClosed, unitContactNamed, unitRenamed } from './events.js';
import { known } from './known.js';
import { NOT_STANDING, type Organisation, standing } from './organisation.js';

/** An organisation states one of its departments. Adding it again with the same content changes nothing. */
export class AddUnit {
  @Id() organisationId!: string;
  @Id() unitId!: string;
  @Words({ example: 'Children and families' }) name!: string;
  @Id({ of: 'person', optional: true }) contactPersonId?: string;
}

export const addUnit = rule(
  AddUnit,
  [...NOT_STANDING, 'unit-already-added-differently'],
  ({ organisationId, unitId, name, contactPersonId }, organisation: Organisation, { effectiveOn }) => {
    const refusal = standing(organisation, effectiveOn);
    if (refusal) return refusal;
    const unit = organisation.units.get(unitId);
    if (!unit) return [unitAdded(known({ organisationId, unitId, name, contactPersonId }))];
    if (unit.closed || unit.name !== name || (unit.contactPersonId ?? null) !== (contactPersonId ?? null))
      return refuse(
        'unit-already-added-differently',
        'This id is taken by a unit with another name or contact, or one that closed: change that one, or use a new id.',
        'unitId',
      );

    return nothing;
  },
);

/** A unit takes another name. */
export class RenameUnit {
  @Id() organisationId!: string;
  @Id() unitId!: string;
  @Words({ example: 'Children, families and justice' }) name!: string;
}

export const renameUnit = rule(
  RenameUnit,
  [...NOT_STANDING, 'unit-unknown', 'unit-closed'],
  ({ organisationId, unitId, name }, organisation: Organisation, { effectiveOn }) => {
    const refusal = standing(organisation, effectiveOn) ?? unitStanding(organisation, unitId);
    if (refusal) return refusal;
    if (organisation.units.get(unitId)?.name === name) return nothing;

    return [unitRenamed({ organisationId, unitId, name })];
  },
);

/** A person becomes the one to ask about a unit, in place of the one before. */
export class NameUnitContact {
  @Id() organisationId!: string;
  @Id() unitId!: string;
  @Id({ of: 'person' }) personId!: string;
}

export const nameUnitContact = rule(
  NameUnitContact,
  [...NOT_STANDING, 'unit-unknown', 'unit-closed'],
  ({ organisationId, unitId, personId }, organisation: Organisation, { effectiveOn }) => {
    const refusal = standing(organisation, effectiveOn) ?? unitStanding(organisation, unitId);
    if (refusal) return refusal;
    if (organisation.units.get(unitId)?.contactPersonId === personId) return nothing;

    return [unitContactNamed({ organisationId, unitId, personId })];
  },
);

/** A unit is no more. Closing it again changes nothing. */
export class CloseUnit {
  @Id() organisationId!: string;
  @Id() unitId!: string;
}

export const closeUnit = rule(
  CloseUnit,
  [...NOT_STANDING, 'unit-unknown'],
  ({ organisationId, unitId }, organisation: Organisation, { effectiveOn }) => {
    const refusal = standing(organisation, effectiveOn);
    if (refusal) return refusal;
    const unit = organisation.units.get(unitId);
    if (!unit) return unitUnknown();

    return unit.closed ? nothing : [unitClosed({ organisationId, unitId })];
  },
);

const unitUnknown = () =>
  refuse('unit-unknown', 'This organisation has no unit with this id: add it first.', 'unitId');

const unitStanding = (organisation: Organisation, unitId: string) => {
  const unit = organisation.units.get(unitId);
  if (!unit) return unitUnknown();

  return unit.closed
    ? refuse('unit-closed', 'This unit is closed: choose or add another one.', 'unitId')
    : undefined;
};
