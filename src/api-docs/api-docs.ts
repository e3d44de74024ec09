import { setImmediate as giveWay } from 'node:timers/promises';
import { Encoded, quality } from '../http/encoded.ts';
import { kept } from '../site/shell/drawn-page.ts';
import type { DrawnPage } from '../site/shell/page.ts';
import { placeOf, type Site } from '../site/shell/place.ts';
import { asyncapiOf } from './asyncapi.ts';
import { openapiOf } from './openapi.ts';
import { operations } from './operations/operations.ts';
import { apiPage } from './page/api-page.ts';
import { docsStartPage } from './page/docs-start-page.ts';
import { Schemas } from './schemas.ts';

/** The description of the API. Each part of it is made when it is first asked for, and is the same as long as the process runs. */
export class ApiDocs {
  #schemas: Promise<Schemas> | undefined;
  #openapi: Promise<Encoded> | undefined;
  #asyncapi: Encoded | undefined;
  #page: Promise<DrawnPage> | undefined;

  constructor(
    private readonly site: Site,
    /** The server's address in lines to copy. */
    private readonly address: string,
  ) {}

  openapi(): Promise<Encoded> {
    this.#openapi ??= this.prepared().then((schemas) =>
      Encoded.json(openapiOf(operations, schemas), quality.often),
    );
    return this.#openapi;
  }

  asyncapi(): Encoded {
    this.#asyncapi ??= Encoded.json(asyncapiOf(this.address), quality.often);
    return this.#asyncapi;
  }

  page(): Promise<DrawnPage> {
    this.#page ??= this.prepared().then((schemas) =>
      kept(apiPage(placeOf(this.site, '/api/docs'), this.address, operations, schemas)),
    );
    return this.#page;
  }

  start(): DrawnPage {
    return kept(docsStartPage(placeOf(this.site, '/docs')));
  }

  private prepared(): Promise<Schemas> {
    this.#schemas ??= prepare();
    return this.#schemas;
  }
}

/** Half a second of work in all: readers are sent their news in between. */
async function prepare(): Promise<Schemas> {
  const schemas = new Schemas();
  for (const operation of operations) {
    schemas.prepare(operation);
    await giveWay();
  }
  return schemas;
}
