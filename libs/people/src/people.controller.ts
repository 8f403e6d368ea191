import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { answers, answersPage, commandRoutes, ListQuery, OneQuery, type Page, post, put } from '#platform';
import { AmendPerson } from './amend-person.js';
import { ChangeEmployer } from './change-employer.js';
import { CorrectPersonFact, StrikePersonFact } from './correct-person.js';
import { type DuplicatePeople, FindDuplicatePeople } from './duplicates.query.js';
import { MergePeople, RecordNotDuplicates, UndoMergeOfPeople } from './merge-people.js';
import { people } from './people.decider.js';
import { GetPerson, ListPeople, PersonFilters, type WholePerson } from './person-directory.queries.js';
import { GetPersonFacts, type PersonFact } from './person-facts.query.js';
import { personMerges } from './person-merges.decider.js';
import type { PersonToday } from './person-today.js';
import { RecordReason } from './record-reason.js';
import { RegisterPerson } from './register-person.js';
import {
  duplicatePeopleExample,
  personExample,
  personFactExample,
  wholePersonExample,
} from './person.answers.js';

/** The ways in for commands about people. */
export const PeopleController = commandRoutes(people, 'people', 'People', [
  post('', RegisterPerson, 'Register a person'),
  put(':personId/details', AmendPerson, 'Amend what is known of a person: only what is given changes'),
  put(':personId/employer', ChangeEmployer, 'State where a person works from a day on'),
  post(
    ':personId/reasons',
    RecordReason,
    'Record in a code why a place of theirs was given up, put off or given to another',
  ),
  post(':personId/facts/:factId/correction', CorrectPersonFact, 'Correct something recorded about a person'),
  post(':personId/facts/:factId/striking', StrikePersonFact, 'Strike something recorded that never was'),
]);

/** The ways in for what is decided about records of the same person. */
export const PersonMergesController = commandRoutes(personMerges, 'people', 'People', [
  post('merges', MergePeople, 'Merge two records of one person: both ids keep working'),
  post('merges/:mergedId/undoing', UndoMergeOfPeople, 'Undo a merge: each id answers for itself again'),
  post('not-duplicates', RecordNotDuplicates, 'Record that two records that look alike are of two people'),
]);

/** What a reply must do for these routes. */
interface Reply {
  header(name: string, value: string): unknown;
}

@ApiTags('People')
@Controller('people')
export class PersonQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @answersPage('A page of people as they are today.', personExample)
  @ApiOperation({ summary: 'List people by name' })
  list(@Query() filters: PersonFilters): Promise<Page<PersonToday>> {
    return this.queries.execute(new ListPeople(filters));
  }

  @Get('duplicates')
  @answersPage('Pairs of records likely of one person, the strongest evidence first.', duplicatePeopleExample)
  @ApiOperation({ summary: 'List records that are likely of one person, with the evidence' })
  duplicates(@Query() asked: ListQuery): Promise<Page<DuplicatePeople>> {
    return this.queries.execute(new FindDuplicatePeople(asked));
  }

  @Get(':personId')
  @answers('The person; `ETag` is their revision.', wholePersonExample)
  @ApiOperation({ summary: 'One person, by any of their ids, with every job stated' })
  async one(
    @Param('personId') personId: string,
    @Query() asked: OneQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<WholePerson> {
    const person = await this.queries.execute(new GetPerson(personId, asked));
    reply.header('ETag', `"${person.revision}"`);
    return person;
  }

  @Get(':personId/facts')
  @answersPage('What was recorded, every version of it.', personFactExample)
  @ApiOperation({ summary: 'Everything recorded about one person, with its corrections, by whom and when' })
  facts(@Param('personId') personId: string, @Query() asked: ListQuery): Promise<Page<PersonFact>> {
    return this.queries.execute(new GetPersonFacts(personId, asked));
  }
}
