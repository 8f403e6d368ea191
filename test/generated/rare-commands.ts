import { type CommandType, daysAfter, derivedId } from '#kernel';
import type { Draw } from './drawing.js';
import { FIRST_DAY, MODULES, MORE_COHORTS, PEOPLE } from './ground.js';
import type { Step } from './steps.js';

/** A command somebody sends, or days that pass. */
type Led = string | number | { readonly send: string; readonly saying: object };

const NOT_PLACED: readonly Led[] = ['RequestPlace', 'RequestPlace', 'RequestPlace', 'RequestPlace', 62];
const RETURNED: readonly Led[] = [
  ...['DeferPlace', 'NameReturn', 'OpenEnrolment', 'ConfirmPlace', 'ConfirmPlace'],
  ...[30, 'StartPlace', 'StartPlace', 'StartPlace'],
];

/** A row of history, which an import tells of in two streams. */
const PAST_PLACE = {
  cohortId: MORE_COHORTS[1],
  placeId: derivedId('a past place', 0),
};

/** Of a deferral nothing is stated of an acceptance or a confirmation. */
const ONLY_MODULES = { releaseDays: undefined, privacyNoticeVersion: undefined };

/** Of a corrected last joining date: any other field that was drawn may be wrong beside it. */
const NO_OTHER_DAY = {
  startsOn: undefined,
  endsOn: undefined,
  enrolmentOpensOn: undefined,
  enrolmentClosesOn: undefined,
  on: undefined,
};

/** What leads to commands that come of something rare: what people send before, and the days between. */
const COMES_OF: Readonly<Record<string, readonly Led[]>> = {
  MeetConditions: ['RecommendCohort', 'RecordApproval', 'RecordApproval'],
  CountInterestTogether: [...Array<string>(4).fill('ExpressInterest'), 'MergeOrganisations'],
  CountSponsorRecords: [...Array<string>(4).fill('RequestPlace'), 'MergeOrganisations'],
  RenameUnit: ['AddUnit', 'AddUnit'],
  NameUnitContact: ['AddUnit', 'AddUnit'],
  CloseUnit: ['AddUnit', 'AddUnit'],
  EndContact: ['NameContact', 'NameContact', 'NameContact'],
  ReleaseRegisterNumber: ['IdentifyOrganisation', 'IdentifyOrganisation', 'StrikeOrganisationFact'],
  UndoOrganisationMerge: ['MergeOrganisations'],
  UndoMergeOfPeople: ['MergePeople'],
  MoveCandidacy: ['ConfirmPlace', 'MergePeople', 'MergePeople'],
  TakeOverCandidacy: ['ConfirmPlace', 'MergePeople', 'MergePeople'],
  CorrectAward: ['StartPlace', 'GrantAward', 'GrantAward'],
  RecordAwardNoLongerHeld: ['StartPlace', 'GrantAward', 'GrantAward', 'CorrectAward', 'CorrectAward'],
  UndoCompletion: ['StartPlace', 'GrantAward', 'GrantAward', 'CorrectAward', 'CorrectAward'],
  ExtendNaming: ['AcceptPlace', 'AcceptPlace', 'AcceptPlace', 'AcceptPlace'],
  FollowAwardHolder: [
    'StartPlace',
    'GrantAward',
    'GrantAward',
    ...PEOPLE.slice(0, 5).map((personId) => ({ send: 'CorrectAward', saying: { granted: true, personId } })),
  ],
  PassOverGroup: ['RequestGroup', 'RequestGroup', 'WithdrawPlace', 12],
  AllowSplitting: ['RequestGroup', 'RequestGroup', 'RequestGroup'],
  CarryRequest: ['RequestPlace', 'RequestPlace', 45],
  ReceiveCarriedRequest: ['RequestPlace', 'RequestPlace', 45, 'CarryRequest', 'CarryRequest'],
  AcceptTransfer: ['ProposeTransfer', 'ProposeTransfer', 'ProposeTransfer'],
  DeclineTransfer: ['ProposeTransfer', 'ProposeTransfer', 'ProposeTransfer'],
  LeaveWithoutSponsor: ['ProposeTransfer', 'ProposeTransfer', 'ProposeTransfer', 40],
  SelfFund: ['ProposeTransfer', 'ProposeTransfer', 'ProposeTransfer', 40],
  NameReturn: ['DeferPlace', 'DeferPlace'],
  PauseDeferral: ['DeferPlace', 'DeferPlace'],
  ResumeDeferral: ['DeferPlace', 'DeferPlace', 'PauseDeferral', 'PauseDeferral'],
  ExtendDeferral: ['DeferPlace', 'DeferPlace'],
  ExtendDeferrals: ['DeferPlace', 'DeferPlace', 'PostponeCohort', 'PostponeCohort'],
  EndDeferral: ['DeferPlace', 'DeferPlace', 230],
  ReachDeferralLimit: ['DeferPlace', 'DeferPlace', 230],
  GiveBackReturn: ['DeferPlace', 'NameReturn', 'NameReturn', 'WithdrawPlace', 'WithdrawPlace'],
  RecordReturnLost: ['DeferPlace', 'NameReturn', 'NameReturn', 'WithdrawPlace', 'WithdrawPlace'],
  FollowCorrectedSponsor: [
    'DeferPlace',
    'DeferPlace',
    'NameReturn',
    'NameReturn',
    ...Array<string>(4).fill('CorrectPlaceSponsor'),
  ],
  FollowCorrectedParticipant: [
    'DeferPlace',
    'DeferPlace',
    'NameReturn',
    'NameReturn',
    ...Array<string>(4).fill('CorrectParticipant'),
  ],
  AskForCarried: [...NOT_PLACED, 'CarryRequest', 'CarryRequest', 'OpenEnrolment', 'OpenEnrolment'],
  TakeCarryingBack: [
    'OpenEnrolment',
    'OpenEnrolment',
    ...NOT_PLACED,
    100,
    'CarryRequest',
    'CarryRequest',
    'CarryRequest',
  ],
  EndCarried: [...NOT_PLACED, 'CarryRequest', 'CarryRequest', 'CancelCohort', 'CancelCohort', 'CancelCohort'],
  CancelPlaces: ['OpenEnrolment', 'OpenEnrolment', ...Array<string>(4).fill('CancelCohort')],
  RecordReturn: RETURNED,
  FollowReturnDate: [
    ...RETURNED,
    ...Array<Led>(10).fill({ send: 'CorrectPlaceDate', saying: { fact: 'started' } }),
  ],
  FollowAnswering: [
    ...['DeferPlace', 'DeferPlace', 'NameReturn', 'NameReturn'],
    ...Array<string>(6).fill('ProposeTransfer'),
    ...Array<string>(6).fill('AcceptTransfer'),
  ],
  FollowAnsweringDate: [
    ...['OpenEnrolment', 'OpenEnrolment', 'DeferPlace', 'DeferPlace', 'NameReturn', 'NameReturn', 20],
    ...Array<string>(6).fill('ProposeTransfer'),
    ...Array<string>(6).fill('AcceptTransfer'),
    20,
    ...Array<Led>(10).fill({ send: 'CorrectPlaceDate', saying: { fact: 'transferred' } }),
  ],
  FollowModulesPassed: [
    ...['DeferPlace', 'DeferPlace', 'NameReturn', 'NameReturn'],
    ...Array<readonly string[]>(6)
      .fill(MODULES)
      .flat()
      .map((moduleId) => ({
        send: 'CorrectPlaceStatement',
        saying: { fact: 'deferred', ...ONLY_MODULES, modulesPassed: [{ moduleId }] },
      })),
  ],
  FollowSponsorSector: [
    ...Array<string>(4).fill('RequestPlace'),
    ...['voluntary', 'health', 'voluntary', 'health'].map((sector) => ({
      send: 'CorrectOrganisationFact',
      saying: { sector },
    })),
  ],
  RestoreUnplaced: [
    ...Array<string>(4).fill('RequestPlace'),
    ...NOT_PLACED,
    ...Array<Led>(10).fill({
      send: 'CorrectCohortFact',
      saying: { lastJoiningDate: daysAfter(FIRST_DAY, 96), ...NO_OTHER_DAY },
    }),
  ],
  FollowPastPlace: [
    { send: 'RecordPastPlace', saying: { ...PAST_PLACE, personId: PEOPLE[0] } },
    { send: 'RecordPastCandidacy', saying: { ...PAST_PLACE, personId: PEOPLE[0] } },
    { send: 'CorrectPlaceDate', saying: { ...PAST_PLACE, fact: 'requested', on: '2023-10-01' } },
  ],
  UndoReturn: [...RETURNED, ...Array<Led>(10).fill({ send: 'StrikePlaceFact', saying: { fact: 'started' } })],
  RenewReturn: [
    ...[
      'OpenEnrolment',
      'OpenEnrolment',
      'DeferPlace',
      'NameReturn',
      ...Array<string>(5).fill('WithdrawPlace'),
    ],
    ...Array<Led>(8).fill({ send: 'StrikePlaceFact', saying: { fact: 'withdrawn' } }),
  ],
  EndNeverStarted: [50, 'StartCohort', 60, 'CompleteCohort'],
  WithdrawInterest: ['ExpressInterest', 'ExpressInterest', 'ExpressInterest', 'ExpressInterest'],
  RetireProgrammeVersion: ['DefineProgrammeVersion', 'DefineProgrammeVersion'],
  StrikeProgrammeFact: ['RenameProgramme', 'DefineProgrammeVersion', 'DefineProgrammeVersion'],
  CorrectBookPrice: ['CorrectPrice', 'CorrectPrice'],
  SettlePriceCorrection: ['CorrectPrice', 'CorrectPrice'],
  SettleCapacityLowering: ['LowerCapacity', 'LowerCapacity'],
  RaiseBookCapacity: ['RaiseCapacity', 'RaiseCapacity'],
  StrikePersonFact: ['AmendPerson', 'ChangeEmployer', 'ChangeEmployer'],
  LowerBookCapacity: ['LowerCapacity', 'LowerCapacity'],
};

/** Steps that often lead to a command: what it comes of, then the command itself where people send it. */
export const stepsTo = (name: string, sentByPeople: readonly CommandType[], draw: Draw): readonly Step[] => {
  const names = new Set(sentByPeople.map((command) => command.name));
  const sending = (send: string, saying: object = {}): readonly Step[] =>
    names.has(send) ? [{ send, seed: draw.below(2 ** 30), daysBack: 0, saying }] : [];
  const steps = (led: Led): readonly Step[] => {
    if (typeof led === 'number') return [{ days: led }];
    return typeof led === 'string' ? sending(led) : sending(led.send, led.saying);
  };
  return [...(COMES_OF[name] ?? []), name, name].flatMap((led) => [...steps(led), { settle: true as const }]);
};
