import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { answers, answersPage, commandRoutes, OneQuery, type Page, post, put } from '#platform';
import { AmendPerson } from './amend-person.js';
import { ChangeEmployer } from './change-employer.js';
import { people } from './people.decider.js';
import type { PersonRow } from './person-directory.entity.js';
import { GetPerson, ListPeople, PersonFilters } from './person-directory.queries.js';
import type { PersonToday } from './person-today.js';
import { RegisterPerson } from './register-person.js';
import { personExample, wholePersonExample } from './person.answers.js';

/** The ways in for commands about people. */
export const PeopleController = commandRoutes(people, 'people', 'People', [
  post('', RegisterPerson, 'Register a person'),
  put(':personId/details', AmendPerson, 'Amend what is known of a person: only what is given changes'),
  put(':personId/employer', ChangeEmployer, 'State where a person works from a day on'),
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

  @Get(':personId')
  @answers('The person; `ETag` is their revision.', wholePersonExample)
  @ApiOperation({ summary: 'One person, with every job stated' })
  async one(
    @Param('personId') personId: string,
    @Query() { after }: OneQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<PersonRow & PersonToday> {
    const person = await this.queries.execute(new GetPerson(personId, after));
    reply.header('ETag', `"${person.revision}"`);
    return person;
  }
}
