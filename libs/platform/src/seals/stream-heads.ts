import { rm } from 'node:fs/promises';
import { LineFile, linesOf } from './line-file.js';

/** The last event of a stream. */
export interface StreamHead {
  readonly stream: string;
  readonly revision: number;
  readonly hash: string;
}

const KEPT_STREAMS = 200_000;

/**
 * The heads of all streams of a log of any length: those seen last in memory, the others in a file beside the given path,
 * sorted, into which those in memory are merged whenever they become too many.
 */
export class StreamHeads {
  readonly #latest = new Map<string, StreamHead>();
  #file: string | undefined;
  #files = 0;

  constructor(
    private readonly path: string,
    private readonly keptStreams = KEPT_STREAMS,
  ) {}

  /** A later event of a stream takes the place of an earlier one. */
  async add({ stream, revision, hash }: StreamHead): Promise<void> {
    this.#latest.set(stream, { stream, revision, hash });
    if (this.#latest.size >= this.keptStreams) await this.#spill();
  }

  /** All heads, sorted by stream. */
  async *sorted(): AsyncGenerator<StreamHead> {
    const later = [...this.#latest.values()].sort((one, other) => (one.stream < other.stream ? -1 : 1));
    let next = 0;
    for await (const earlier of this.#spilled()) {
      while (next < later.length && later[next]!.stream < earlier.stream) yield later[next++]!;
      if (later[next]?.stream !== earlier.stream) yield earlier;
    }
    yield* later.slice(next);
  }

  /** Takes its file away. */
  async remove(): Promise<void> {
    if (this.#file !== undefined) await rm(this.#file, { force: true });
  }

  async #spill(): Promise<void> {
    const path = `${this.path}.heads-${(this.#files += 1)}`;
    const file = await LineFile.create(path);
    try {
      for await (const head of this.sorted()) await file.write(JSON.stringify(head));
      await file.finish();
    } catch (error) {
      await file.abandon();
      await rm(path, { force: true });
      throw error;
    }
    await this.remove();
    this.#file = path;
    this.#latest.clear();
  }

  async *#spilled(): AsyncGenerator<StreamHead> {
    if (this.#file === undefined) return;
    for await (const line of linesOf(this.#file)) yield JSON.parse(line.toString()) as StreamHead;
  }
}
