import type { BusinessDate, Instant, KeptFact } from '#kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { BillingDetails, ContactPurpose, Scheme, Sector, SizeFigures } from './events.js';

/** When something was stated, and about which day. Lists of these are ordered by day, then as recorded. */
export interface Statement {
  readonly on: BusinessDate;
  readonly recordedAt: Instant;
}

/** A department as the register shows it. */
export interface UnitRow {
  readonly unitId: string;
  readonly name: string;
  readonly contactPersonId?: string;
  readonly closedOn?: BusinessDate;
}

/** Someone to ask, by id. */
export interface ContactRow {
  readonly personId: string;
  readonly purpose: ContactPurpose;
  readonly since: BusinessDate;
  readonly endedOn?: BusinessDate;
}

/** One organisation with everything that was stated about it; what holds on a day is computed from that. */
@Entity('organisation_register_v2')
export class OrganisationRow {
  @PrimaryColumn({ name: 'organisation_id', type: 'uuid' }) organisationId!: string;
  /** Every fact recorded about it and its corrections; the other columns are folded from these as they stand. */
  @Column({ type: 'jsonb' }) facts!: readonly KeptFact[];
  /** The name of the latest day stated. */
  @Column({ type: 'text' }) name!: string;
  /** Every name it goes by, each from its day on. */
  @Column({ type: 'jsonb' }) names!: readonly (Statement & { readonly name: string })[];
  /** Names are compared by these: see `nameKeysOf`. */
  @Index()
  @Column({ name: 'name_key', type: 'text' })
  nameKey!: string;
  @Index()
  @Column({ name: 'trading_key', type: 'text', nullable: true })
  tradingKey!: string | null;
  @Column({ type: 'jsonb' }) sectors!: readonly (Statement & { readonly sector: Sector })[];
  @Column({ type: 'jsonb' }) sizes!: readonly (Statement & SizeFigures & { readonly source: string })[];
  @Column({ name: 'council_areas', type: 'jsonb' })
  councilAreas!: readonly (Statement & { readonly councilAreas: readonly string[] })[];
  @Column({ type: 'jsonb' }) identifiers!: Readonly<Partial<Record<Scheme, string>>>;
  @Column({ type: 'jsonb' }) units!: readonly UnitRow[];
  @Column({ type: 'jsonb' }) contacts!: readonly ContactRow[];
  @Column({ type: 'jsonb', nullable: true }) billing!: BillingDetails | null;
  @Column({ name: 'registered_on', type: 'text', nullable: true }) registeredOn!: BusinessDate | null;
  /** Its last day. */
  @Column({ name: 'closed_on', type: 'text', nullable: true }) closedOn!: BusinessDate | null;
  /** The one that stands for it since it was merged. A merge is about records, so it holds for every day. */
  @Index()
  @Column({ name: 'merged_into', type: 'uuid', nullable: true })
  mergedInto!: string | null;
  /** Those it is known not to be, though they look alike. */
  @Column({ name: 'apart_from', type: 'jsonb' }) apartFrom!: readonly string[];
  /** Of the organisation's stream. */
  @Column({ type: 'integer' }) revision!: number;
}
