import type { ExecutionContext } from '@nestjs/common';
import { lastValueFrom, of } from 'rxjs';
import type { Answer } from '../../src/admin/items/answers.ts';
import { ShowExternalId } from '../../src/admin/items/external-id.interceptor.ts';
import type { ExternalIds } from '../../src/log/external-ids.ts';

test('an item that is published is answered, also where its external id cannot be read any more', async () => {
  const answer = { item: { id: 'i' } } as unknown as Answer;
  const shown = (externalIds: Pick<ExternalIds, 'of'>) => {
    const context = { switchToHttp: () => ({ getRequest: () => ({ params: { feed: 'f' } }) }) };
    const interceptor = new ShowExternalId(externalIds as ExternalIds);
    const next = { handle: () => of(answer) };
    return lastValueFrom(interceptor.intercept(context as unknown as ExecutionContext, next));
  };
  const found = { of: async () => new Map([['i', 'wire/1']]) };
  expect(await shown(found)).toEqual({ item: { id: 'i', externalId: 'wire/1' } });
  const away = { of: () => Promise.reject(new Error('The database is away.')) };
  expect(await shown(away)).toBe(answer);
});
