import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isAfter, type Position } from '#kernel';
import { TryAgain } from '../commands.js';
import { EventStore } from '../event-store.js';
import { Followers } from '../following/followers.js';
import type { FollowersStatus } from '../following/status.js';
import { OutageWatch } from '../outage/outage-watch.js';
import { Problem } from './problem.js';

/** For whoever watches the process: does it live, can it be used, does everything follow the log. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  /** The head of the log when readiness was first asked for: what this process must have seen to be of use. */
  private mustHaveSeen: Position | undefined;
  private isReady = false;

  constructor(
    private readonly store: EventStore,
    private readonly followers: Followers,
    private readonly watch: OutageWatch,
  ) {}

  /** The process answers. */
  @Get('live')
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** Its read models have caught up once, and the log answers. Throws a 503 that names those that have not. */
  @Get('ready')
  async ready(): Promise<{ readonly status: 'ready' }> {
    try {
      return await this.watch.unlessOut(() => this.caughtUp());
    } catch (error) {
      throw error instanceof TryAgain ? notReady('The log or the database does not answer.') : error;
    }
  }

  /** Where every follower stands; what stands still, why, and the command that resumes it; open work items. */
  @Get('followers')
  status(): Promise<FollowersStatus> {
    return this.watch.unlessOut(() => this.followers.status());
  }

  private async caughtUp(): Promise<{ readonly status: 'ready' }> {
    const head = await this.logAnswers();
    if (this.isReady) return { status: 'ready' };

    const asked = (this.mustHaveSeen ??= head);
    const { followers } = await this.followers.status();
    const behind = followers.filter(
      ({ kind, position }) => kind === 'projection' && isAfter(asked, position),
    );
    if (behind.length > 0)
      throw notReady(`These read models have not caught up: ${behind.map(({ name }) => name).join(', ')}.`);

    this.isReady = true;
    return { status: 'ready' };
  }

  private async logAnswers(): Promise<Position> {
    try {
      return await this.store.head();
    } catch {
      throw notReady('The log cannot be reached.');
    }
  }
}

const notReady = (detail: string): Problem =>
  new Problem(503, 'not-ready', detail, undefined, { 'Retry-After': '1' });
