import { setImmediate as giveWay } from 'node:timers/promises';
import { Encoded, quality } from '../http/encoded.ts';
import { kept } from '../site/shell/drawn-page.ts';
import type { DrawnPage } from '../site/shell/page.ts';
import { placeOf, type Site } from '../site/shell/place.ts';
import type { Schemas } from './schemas.ts';

const load = () => import('./described.ts');
type Described = Awaited<ReturnType<typeof load>>;

/** The description of the API. Each part of it is made when it is first asked for, and is the same as long as the process runs. */
export class ApiDocs {
  #schemas: Promise<Schemas> | undefined;
  #openapi: Promise<Encoded> | undefined;
  #asyncapi: Promise<Encoded> | undefined;
  #page: Promise<DrawnPage> | undefined;

  constructor(
    private readonly site: Site,
    /** The server's address in lines to copy. */
    private readonly address: string,
  ) {}

  openapi(): Promise<Encoded> {
    this.#openapi ??= this.#described(({ openapiOf, operations }, schemas) =>
      Encoded.json(openapiOf(operations, schemas), quality.often),
    );
    return this.#openapi;
  }

  asyncapi(): Promise<Encoded> {
    this.#asyncapi ??= load().then(({ asyncapiOf }) =>
      Encoded.json(asyncapiOf(this.address), quality.often),
    );
    return this.#asyncapi;
  }

  page(): Promise<DrawnPage> {
    this.#page ??= this.#described(({ apiPage, operations }, schemas) =>
      kept(apiPage(placeOf(this.site, '/api/docs'), this.address, operations, schemas)),
    );
    return this.#page;
  }

  async start(): Promise<DrawnPage> {
    const { docsStartPage } = await load();
    return kept(docsStartPage(placeOf(this.site, '/docs')));
  }

  async #described<T>(make: (described: Described, schemas: Schemas) => T): Promise<T> {
    const described = await load();
    this.#schemas ??= prepare(described);
    return make(described, await this.#schemas);
  }
}

/** Half a second of work in all: readers are sent their news in between. */
async function prepare({ operations, Schemas: Made }: Described): Promise<Schemas> {
  const schemas = new Made();
  for (const operation of operations) {
    schemas.prepare(operation);
    await giveWay();
  }
  return schemas;
}
