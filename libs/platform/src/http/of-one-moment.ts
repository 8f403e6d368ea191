import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import type { ReadModels } from '../read-models.js';

/** What a route answers is of one moment, the position it states, though it takes several queries. */
export class OfOneMoment implements NestInterceptor {
  constructor(private readonly readModels: Pick<ReadModels, 'answering'>) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method } = context.switchToHttp().getRequest<{ readonly method: string }>();
    if (method !== 'GET') return next.handle();

    return defer(() => this.readModels.answering(() => lastValueFrom(next.handle())));
  }
}
