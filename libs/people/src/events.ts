import {
  type Corrections,
  type Corrects,
  type ERASED,
  event,
  type FactsOf,
  type PersonalFields,
} from '#kernel';

export * from './person-merges.events.js';

/** How a field reads once the key of its purpose was destroyed. */
export type Erased = typeof ERASED;

/** Management levels, lowest first; a programme says in words what it means by each. */
export const LEVELS = [
  'practitioner',
  'first_line',
  'middle',
  'senior',
  'strategic',
  'non_executive',
] as const;
export type Level = (typeof LEVELS)[number];

/** The bodies a professional may be registered with. */
export const REGISTRATION_BODIES = ['SSSC', 'NMC', 'HCPC'] as const;
export interface Registration {
  readonly body: (typeof REGISTRATION_BODIES)[number];
  readonly number: string;
}

/** Where a person works and as what. Every part may be unknown, or erased. */
export interface Employment {
  readonly employerId?: string;
  readonly unitId?: string;
  readonly role?: string;
  readonly level?: Level | Erased;
}

/** What is known of a person. Each field is personal: it is sealed in the log, and may read `erased`. */
export interface PersonDetails extends Employment {
  /** As the person wishes it written. Unknown of some whom only the papers of past cohorts name. */
  readonly name?: string;
  /** What the papers of past cohorts call the person by. */
  readonly reference?: string;
  readonly email?: string;
  readonly registration?: Registration | Erased;
  /** Access and dietary needs, in words. */
  readonly needs?: string;
  readonly emergencyContact?: string;
}

/** What an amendment may take off the record. */
export const REMOVABLE = [
  'email',
  'unitId',
  'role',
  'level',
  'registration',
  'needs',
  'emergencyContact',
] as const;
export type Removable = (typeof REMOVABLE)[number];

const personal: PersonalFields<PersonDetails> = {
  participation: [
    'name',
    'reference',
    'employerId',
    'unitId',
    'role',
    'level',
    'registration',
    'needs',
    'emergencyContact',
  ],
  contact: ['email'],
};

export const personRegistered = event('PersonRegistered', 1).of<PersonDetails & { personId: string }>(
  personal,
);
/** Only what is in it changes; what `removed` names is no longer known. Unit, role and level count from its day on. */
export const personAmended = event('PersonAmended', 1).of<
  Partial<Omit<PersonDetails, 'employerId' | 'reference'>> & {
    personId: string;
    removed?: readonly Removable[];
  }
>({
  participation: ['name', 'unitId', 'role', 'level', 'registration', 'needs', 'emergencyContact'],
  contact: ['email'],
});
/** Dated: whom the person works for from its day on, and all that is known of that job. */
export const employerChanged = event('EmployerChanged', 1).of<
  Employment & { personId: string; employerId: string }
>({ participation: ['employerId', 'unitId', 'role', 'level'] });

/** What a coded reason is about: the withdrawal or deferral of a place, a substitution in it, or a pause of its deferral. */
export const REASON_MATTERS = ['withdrawal', 'deferral', 'substitution', 'pause'] as const;
export type ReasonMatter = (typeof REASON_MATTERS)[number];

/** Why a participant gave a place up, put it off or gave it to another, coded. */
export const REASON_CODES = [
  'workload',
  'health',
  'caring',
  'bereavement',
  'family_leave',
  'left_employer',
  'new_post',
  'redundancy',
  'organisation_closed',
  'support_withdrawn',
  'funding',
  'not_the_right_programme',
  'assessment_failed',
  'misconduct',
  'non_attendance',
  'non_payment',
  'moved_programme',
  'retired',
  'died',
  'other',
  'not_stated',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** The classes of reasons. A place's own event carries one of them, and nothing more of why. */
export const REASON_CLASSES = ['personal', 'work', 'organisation', 'funding', 'programme'] as const;
export type ReasonClass = (typeof REASON_CLASSES)[number];

/**
 * The class each reason belongs to; `other` and `not_stated` belong to any. The class in the place's event was fixed at the
 * time, in another stream: where the two differ, the office corrects one of them, for no rule can see both.
 */
export const CLASS_OF_REASON: Readonly<Record<ReasonCode, ReasonClass | 'any'>> = {
  workload: 'work',
  health: 'personal',
  caring: 'personal',
  bereavement: 'personal',
  family_leave: 'personal',
  left_employer: 'work',
  new_post: 'work',
  redundancy: 'organisation',
  organisation_closed: 'organisation',
  support_withdrawn: 'organisation',
  funding: 'funding',
  not_the_right_programme: 'programme',
  assessment_failed: 'programme',
  misconduct: 'programme',
  non_attendance: 'programme',
  non_payment: 'funding',
  moved_programme: 'programme',
  retired: 'personal',
  died: 'personal',
  other: 'any',
  not_stated: 'any',
};

/** Who asked for it. */
export const ASKERS = ['participant', 'sponsor', 'programme', 'other'] as const;
export type Asker = (typeof ASKERS)[number];

/** Why, in a code, and who asked: personal, so only here. The latest statement about a place and matter counts. */
export const reasonRecorded = event('ReasonRecorded', 1).of<{
  personId: string;
  about: ReasonMatter;
  cohortId: string;
  placeId: string;
  code: ReasonCode | Erased;
  askedBy?: Asker | Erased;
}>({ participation: ['code', 'askedBy'] });

/** What the papers of a past place said of its participant, word for word: told again, they are compared with it. */
export const pastSourceKept = event('PastSourceKept', 1).of<{
  personId: string;
  placeId: string;
  name?: string;
  email?: string;
  reason?: string;
}>({ participation: ['name', 'reason'], contact: ['email'] });

/** Why a fact of a person is corrected. Codes only: words would soon be about the person's private matters. */
export const CORRECTION_REASONS = [
  'misread',
  'mistyped',
  'reported_wrongly',
  'dated_wrongly',
  'about_somebody_else',
  'recorded_twice',
] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

type Nullable<T> = { [field in keyof T]?: T[field] | null };

/** A fact was otherwise than recorded: what is in it takes the place of what the fact said; null was never known. */
export const personFactCorrected = event('PersonFactCorrected', 1).of<
  Corrects & {
    personId: string;
    code?: ReasonCode | Erased;
    askedBy?: Asker | Erased | null;
    removed?: readonly Removable[];
  } & Nullable<PersonDetails>
>({
  participation: [
    'name',
    'reference',
    'employerId',
    'unitId',
    'role',
    'level',
    'registration',
    'needs',
    'emergencyContact',
    'code',
    'askedBy',
  ],
  contact: ['email'],
});
/** A fact never was. */
export const personFactStruck = event('PersonFactStruck', 1).of<Corrects & { personId: string }>();

const statements = { personRegistered, personAmended, employerChanged, reasonRecorded, pastSourceKept };
const correctionEvents = { personFactCorrected, personFactStruck };

/** All that can happen in a person's stream. */
export const peopleEvents = { ...statements, ...correctionEvents };
/** What is stated about a person; the rest corrects it. */
export type PersonStatement = FactsOf<typeof statements>;
export type PersonCorrection = FactsOf<typeof correctionEvents>;
export type PersonEvent = FactsOf<typeof peopleEvents>;

/** How each correction changes its fact. */
export const personCorrections: Corrections<PersonCorrection> = {
  PersonFactCorrected: 'replaces',
  PersonFactStruck: 'strikes',
};
