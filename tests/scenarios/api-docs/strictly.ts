/**
 * A document whose objects have no field that it does not name. The description leaves room for what later versions add; here nothing
 * may be answered that it lacks.
 */
export function strictly<T>(document: T): T {
  return JSON.parse(
    JSON.stringify(document, (_key, value: unknown) => {
      const isObject =
        isRecord(value) && value['type'] === 'object' && isRecord(value['properties']);
      const isProblem =
        isObject && isRecord(value['properties']) && 'detail' in value['properties'];
      if (!isObject || isProblem || 'additionalProperties' in value) return value;
      return { ...value, additionalProperties: false };
    }),
  ) as T;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
