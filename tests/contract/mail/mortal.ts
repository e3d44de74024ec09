/** The same, as long as its instance lives: then each call fails, and nothing more is written down. */
export function mortal<T extends object>(part: T, isDead: () => boolean): T {
  return new Proxy(part, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function' || name === 'onHandOver') return value;
      return async (...given: unknown[]): Promise<unknown> => {
        if (isDead()) throw new Error('This instance is dead.');
        return Reflect.apply(value, target, given);
      };
    },
  });
}
