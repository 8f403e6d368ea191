import { Controller, Get, type INestApplication, NotFoundException, Param, Query } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { decider, event, Id, ListOf, nothing, rule, Whole, Words } from '#kernel';
import { Commands, Refused, TryAgain } from '../commands.js';
import { EventStore } from '../event-store.js';
import { post } from './command-route.js';
import { commandRoutes } from './command-routes.js';
import { publishOpenApi } from './openapi.js';
import { keysOf, ListQuery } from './page.js';
import { httpAdapter, openDoor } from './server.js';

class Chapter {
  @Words() title!: string;
}
class ShelveBook {
  @Id() bookId!: string;
  @Words() title!: string;
  @Whole(1, 9, { optional: true }) copies?: number;
  @ListOf(() => Chapter, 3, { optional: true }) chapters?: Chapter[];
  /** Known to another module; nobody can state it. */
  shelf?: string;
}

const books = decider({
  name: 'book',
  key: ({ bookId }: { bookId: string }) => bookId,
  initial: {},
  events: { shelved: event('BookShelved', 1).of<{ bookId: string }>() },
  evolve: { BookShelved: (state: object) => state },
  rules: [rule(ShelveBook, ['shelf-full', 'book-unknown'], () => nothing)],
});

class ListBooks extends ListQuery {
  @Words({ optional: true }) title?: string;
}

@Controller('books')
class BooksController {
  @Get()
  list(@Query() query: ListBooks) {
    return { keys: query.cursor ? keysOf(query.cursor) : [], limit: query.limit };
  }

  @Get(':bookId')
  one(@Param('bookId') _bookId: string) {
    throw new NotFoundException('There is no such book.');
  }
}

const outcomes: Record<string, () => Error> = {
  refused: () => new Refused({ refused: 'shelf-full', message: 'Full.', field: 'title' }),
  unknown: () => new Refused({ refused: 'book-unknown', message: 'No such book.' }),
  reused: () => new Refused({ refused: 'key-reused', message: 'Used.' }),
  differs: () => new Refused({ refused: 'revision-differs', message: 'Changed.' }),
  later: () => new TryAgain('Not now.', 7),
  broken: () =>
    Object.assign(new Error('duplicate key value'), { detail: 'Key (email)=(amara@example.org) exists' }),
};

/** What every book that is shelved answers. */
export const receipt = { stream: 'book-x', revision: 0, position: '1', recorded: [] };

/** A small library behind the door: a book's title says how its command fares. */
export const openLibrary = async (): Promise<INestApplication> => {
  const module = await Test.createTestingModule({
    controllers: [commandRoutes(books, 'books', 'Books', [post('', ShelveBook, 'Shelve')]), BooksController],
    providers: [
      {
        provide: Commands,
        useValue: {
          send: async ({ title }: ShelveBook) => {
            const failure = outcomes[title]?.();
            if (failure) throw failure;
            return receipt;
          },
        },
      },
      { provide: EventStore, useValue: {} },
    ],
  }).compile();
  const app = module.createNestApplication(httpAdapter(), { bodyParser: false, logger: false });
  openDoor(app, { running: 5, queued: 5, waitMilliseconds: 1_000 });
  publishOpenApi(app, [
    { command: ShelveBook, refuses: ['reader-barred', 'author-unknown'], check: async () => undefined },
  ]);
  await app.listen(0, '127.0.0.1');
  return app;
};
