/** All that describes the API. Loaded when somebody asks for the description: a server starts and serves without it. */
export { asyncapiOf } from './asyncapi.ts';
export { openapiOf } from './openapi.ts';
export { operations } from './operations/operations.ts';
export { apiPage } from './page/api-page.ts';
export { GuideFiles } from './guides/guide-files.ts';
export { docsStartPage } from './page/docs-start-page.ts';
export { guidePage } from './page/guide-page.ts';
export { Schemas } from './schemas.ts';
