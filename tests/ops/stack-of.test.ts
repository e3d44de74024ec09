import { stackOf } from '../../src/process/logging/line-of.ts';

test('what a database says of the row that it refused is in no log', () => {
  const refused = Object.assign(new Error('null value in column "title"'), {
    detail: 'Failing row contains (a text of an editor).',
    parameters: ['a text of an editor'],
  });
  const error = new Error('The feed was not made.', { cause: refused });
  const said = stackOf(error);
  expect(said).toContain('The feed was not made.');
  expect(said).toContain('because of Error: null value in column "title"');
  expect(said).toContain('stack-of.test');
  expect(said).not.toContain('a text of an editor');
});

test('errors that cause each other end', () => {
  const error = new Error('round');
  error.cause = error;
  expect(stackOf(error).split('because of')).toHaveLength(4);
});
