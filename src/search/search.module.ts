import { Logger, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SearchIndexer } from './search-indexer.ts';
import { Search } from './search.ts';

const logger = new Logger('Search');

/** Keeps the search index up to the logs. Search is provided by PartsModule. */
@Module({
  providers: [
    {
      provide: SearchIndexer,
      useFactory: (search: Search) =>
        new SearchIndexer(search, (error) => logger.warn(String(error))),
      inject: [Search],
    },
  ],
  exports: [SearchIndexer],
})
export class SearchModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly indexer: SearchIndexer) {}

  onApplicationBootstrap(): void {
    this.indexer.open();
  }

  async onModuleDestroy(): Promise<void> {
    await this.indexer.close();
  }
}
