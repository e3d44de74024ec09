import { setImmediate as giveWay } from 'node:timers/promises';
import { Refusal } from '../feed/refusal.ts';
import { Encoded, quality } from '../http/encoded.ts';
import { kept } from '../site/shell/drawn-page.ts';
import type { DrawnPage, Page } from '../site/shell/page.ts';
import { placeOf, type Place, type Site } from '../site/shell/place.ts';
import type { Attachment, GuideFiles } from './guides/guide-files.ts';
import type { Schemas } from './schemas.ts';

const load = () => import('./described.ts');
type Described = Awaited<ReturnType<typeof load>>;

/** The description of the API. Each part of it is made when it is first asked for, and is the same as long as the process runs. */
export class ApiDocs {
  #schemas: Promise<Schemas> | undefined;
  #openapi: Promise<Encoded> | undefined;
  #asyncapi: Promise<Encoded> | undefined;
  #page: Promise<DrawnPage> | undefined;
  #guides: GuideFiles | undefined;
  /** As many as there are documents. */
  readonly #guidePages = new Map<string, Promise<DrawnPage>>();

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

  start(): Promise<DrawnPage> {
    return this.#guided('/docs', ({ docsStartPage }, place, files) => docsStartPage(place, files));
  }

  /** The page of a document, or the file beside one. Throws `not_found`. `path`: below `/docs/`. */
  async guide(path: string): Promise<DrawnPage | Attachment> {
    const { guidePage } = await load();
    const files = await this.#files();
    const guide = files.guides.get(path);
    if (guide !== undefined) {
      return this.#guided(`/docs/${path}`, (_, place) => guidePage(place, guide, files));
    }
    const attachment = files.attachments.get(path);
    if (attachment === undefined) throw new Refusal('not_found', 'There is no such document.');
    return attachment;
  }

  async #files(): Promise<GuideFiles> {
    const { GuideFiles: Files } = await load();
    this.#guides ??= new Files();
    return this.#guides;
  }

  /** A page out of documents, drawn once. */
  #guided(
    path: string,
    draw: (described: Described, place: Place, files: GuideFiles) => Page,
  ): Promise<DrawnPage> {
    const known = this.#guidePages.get(path);
    if (known !== undefined) return known;
    const drawn = load().then(async (described) =>
      kept(draw(described, placeOf(this.site, path), await this.#files())),
    );
    this.#guidePages.set(path, drawn);
    return drawn;
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
