import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { cursorOf, keysOf, ListQuery, type Page, ReadModels } from '#platform';
import { type OrganisationFactShown, shownFact } from './organisation-facts.js';
import { organisationRegister } from './organisation-register.projection.js';
import { oneAndMerged } from './organisation-register.queries.js';

/**
 * The facts recorded about an organisation, and about those merged into it, in the order they were recorded: who said what
 * and when, and what became of it by whose correction.
 */
export class GetOrganisationFacts extends Query<Page<OrganisationFactShown>> {
  constructor(
    readonly organisationId: string,
    readonly asked: ListQuery = new ListQuery(),
  ) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(GetOrganisationFacts)
export class GetOrganisationFactsHandler implements IQueryHandler<GetOrganisationFacts> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ organisationId, asked }: GetOrganisationFacts): Promise<Page<OrganisationFactShown>> {
    const { limit = PAGE, cursor } = asked;
    const at = await this.readModels.at(asked, organisationRegister);
    const rows = await oneAndMerged(at, organisationId);

    const facts = rows
      .flatMap(({ organisationId: of, facts: kept }) =>
        kept.map((fact, nth) => ({
          fact: shownFact(of, fact),
          // Of one moment and organisation in the order of its stream.
          key: `${fact.recordedAt} ${of} ${String(nth).padStart(6, '0')}`,
        })),
      )
      .sort((one, other) => (one.key < other.key ? -1 : 1));
    const [after = ''] = cursor === undefined ? [] : keysOf(cursor);
    const rest = facts.filter(({ key }) => key > String(after));
    const last = rest.length > limit ? rest[limit - 1] : undefined;
    return {
      items: rest.slice(0, limit).map(({ fact }) => fact),
      ...(last ? { next: cursorOf(last.key) } : {}),
      ...at.stated,
    };
  }
}
