import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import type { OutageWatch } from '../outage/outage-watch.js';
import { isAdmitted, wantsOf } from './admission.js';

/** Whatever a request of the business waits for, it is answered as soon as nothing can come of it. */
export class UnlessOut implements NestInterceptor {
  constructor(private readonly watch: Pick<OutageWatch, 'unlessOut'>) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { url, method } = context
      .switchToHttp()
      .getRequest<{ readonly url: string; readonly method: string }>();
    if (!isAdmitted(url)) return next.handle();

    return defer(() => this.watch.unlessOut(() => lastValueFrom(next.handle()), wantsOf(method)));
  }
}
