import { RequestMethod } from '@nestjs/common';

/** A controller of the framework. */
export type Handlers = abstract new (...parts: never[]) => object;

export interface Route {
  /** "PATCH /api/v1/feeds/:feed" */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly handler: object;
}

/** What a controller serves, as the framework reads it from its decorators. */
export function routesOf(controller: Handlers): readonly Route[] {
  const [base = ''] = pathsOf(controller);
  const { prototype } = controller as { readonly prototype: Readonly<Record<string, unknown>> };
  return Object.getOwnPropertyNames(prototype).flatMap((key) => {
    const handler = prototype[key];
    if (typeof handler !== 'function' || key === 'constructor') return [];
    const number = Reflect.getMetadata('method', handler) as number | undefined;
    if (number === undefined) return [];
    const method = RequestMethod[number] ?? '';
    return pathsOf(handler).map((own) => {
      const path = `/${[base, own].filter((part) => part !== '' && part !== '/').join('/')}`;
      return { name: `${method} ${path}`, method, path, handler };
    });
  });
}

function pathsOf(target: object): readonly string[] {
  return [Reflect.getMetadata('path', target) as string | readonly string[]].flat();
}
