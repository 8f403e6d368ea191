import {
  decider,
  event,
  type FactsOf,
  type Evolve,
  Id,
  Whole,
  nothing,
  refuse,
  rule,
  commandOf,
} from './index.js';
import { specification } from './specification.js';

const shelfOpened = event('ShelfOpened', 1).of<{ shelfId: string; room: number }>();
const bookShelved = event('BookShelved', 1).of<{ shelfId: string; title: string }>();
const events = { shelfOpened, bookShelved };
type ShelfEvent = FactsOf<typeof events>;

class OpenShelf {
  @Id() shelfId!: string;
  @Whole(1, 100) room!: number;
}

class ShelveBook {
  @Id() shelfId!: string;
  title!: string;
}

interface Shelf {
  readonly room: number;
  readonly titles: readonly string[];
}

const evolve: Evolve<Shelf, ShelfEvent> = {
  ShelfOpened: (shelf, { data }) => ({ ...shelf, room: data.room }),
  BookShelved: (shelf, { data }) => ({ ...shelf, titles: [...shelf.titles, data.title] }),
};

const shelves = decider({
  name: 'shelf',
  key: ({ shelfId }: { shelfId: string }) => shelfId,
  initial: { room: 0, titles: [] },
  events,
  evolve,
  rules: [
    rule(OpenShelf, [], ({ shelfId, room }, shelf: Shelf) =>
      shelf.room ? nothing : [shelfOpened({ shelfId, room })],
    ),
    rule(ShelveBook, ['shelf-full'], ({ shelfId, title }, shelf: Shelf) => {
      if (shelf.titles.length === shelf.room)
        return refuse('shelf-full', 'Take a book off the shelf first.', 'title');

      return [bookShelved({ shelfId, title })];
    }),
  ],
});

const given = specification(shelves);
const shelfId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';

describe('a decider and its specification', () => {
  it('matches facts exactly and in order', () => {
    const shelving = given(shelfOpened({ shelfId, room: 2 })).when(
      commandOf(ShelveBook, { shelfId, title: 'Kidnapped' }),
    );
    shelving.then(bookShelved({ shelfId, title: 'Kidnapped' }));
    expect(() => shelving.thenNothing()).toThrow();
    expect(() => shelving.then(bookShelved({ shelfId, title: 'Catriona' }))).toThrow();
    expect(() => shelving.then(bookShelved({ shelfId, title: 'Kidnapped' }, '2026-01-01'))).toThrow();
    expect(() => shelving.thenRefused('shelf-full')).toThrow();
  });

  it('matches a refusal by its code and its field', () => {
    const shelving = given(shelfOpened({ shelfId, room: 0 })).when(
      commandOf(ShelveBook, { shelfId, title: 'Kidnapped' }),
    );
    shelving.thenRefused('shelf-full', 'title');
    expect(() => shelving.thenRefused('shelf-closed')).toThrow();
    expect(() => shelving.thenNothing()).toThrow();
  });

  it('throws for an event no step is known for', () => {
    const unknown = event('ShelfPainted', 1).of<{ shelfId: string }>();
    expect(() => given(unknown({ shelfId }) as never)).toThrow('knows no event "ShelfPainted"');
  });
});
