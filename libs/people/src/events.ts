import { type ERASED, event, type FactsOf, type PersonalFields } from '#kernel';

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
  /** As the person wishes it written. */
  readonly name: string;
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
  Partial<Omit<PersonDetails, 'employerId'>> & { personId: string; removed?: readonly Removable[] }
>({
  participation: ['name', 'unitId', 'role', 'level', 'registration', 'needs', 'emergencyContact'],
  contact: ['email'],
});
/** Dated: whom the person works for from its day on, and all that is known of that job. */
export const employerChanged = event('EmployerChanged', 1).of<
  Employment & { personId: string; employerId: string }
>({ participation: ['employerId', 'unitId', 'role', 'level'] });

/** All that can happen in a person's stream. */
export const peopleEvents = { personRegistered, personAmended, employerChanged };
export type PersonEvent = FactsOf<typeof peopleEvents>;
