import { Id, type Receipt, Words } from '#kernel';
import type { Envelope } from '../commands.js';
import { type CommandReply, type CommandRequest, answerCommand } from './command-answer.js';
import { put } from './command-route.js';
import type { Problem } from './problem.js';

class CopyTitle {
  @Id() bookId!: string;
  @Id() twinId!: string;
  @Words() title!: string;
}

const bookId = '0b0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e11';
const twinId = '1c0f4c1e-7c2a-4d7e-9b61-2d5f0a9c3e12';
const receipt: Receipt = { stream: `book-${bookId}`, revision: 0, position: '1', recorded: [] };

const copyTitle = async (body: object) => {
  const sent: object[] = [];
  const unsigned: (readonly string[] | undefined)[] = [];
  const commands = {
    send: async (command: object, envelope?: Partial<Envelope>) => {
      sent.push(command);
      unsigned.push(envelope?.unsigned);
      return receipt;
    },
    stateOf: async (_: unknown, id: string) => ({ title: `the title of ${id}` }) as never,
  };
  const route = {
    ...put(':bookId/copy-of/:twinId', CopyTitle, 'Copy a title', {
      reads: {
        field: 'title',
        from: async (fields, { stateOf }) =>
          (await stateOf<{ title: string }>({} as never, String(fields.twinId))).title,
      },
    }),
    inPath: ['bookId', 'twinId'],
  };
  const request: CommandRequest = {
    id: 'r1',
    url: '/',
    headers: {},
    params: { bookId, twinId },
    query: {},
    body,
  };
  const reply: CommandReply = { header: () => undefined, status: () => undefined };
  await answerCommand(commands, {} as never, route, request, reply);
  return { sent, unsigned };
};

describe('a field the door reads', () => {
  it('is part of the command that is sent', async () =>
    expect((await copyTitle({})).sent).toEqual([{ bookId, twinId, title: `the title of ${twinId}` }]));

  it('does not tell a repeat from the first sending', async () =>
    expect((await copyTitle({})).unsigned).toEqual([['title']]));

  it('may not be stated', async () =>
    expect(await copyTitle({ title: 'Mine' }).catch(({ errors }: Problem) => errors)).toEqual([
      { field: 'title', message: 'is not a field of this request' },
    ]));
});
