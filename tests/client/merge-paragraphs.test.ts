import { mergeParagraphs } from '../../client/newsroom/edit/merge-paragraphs.ts';

const base = 'One.\n\nTwo.\n\nThree.';

test('what two editors have changed in different paragraphs is all there', () => {
  const merged = mergeParagraphs(base, 'One!\n\nTwo.\n\nThree.', 'One.\n\nTwo.\n\nThree.\n\nFour.');
  expect(merged.overlaps).toEqual([]);
  expect([merged.mine, merged.theirs, merged.both]).toEqual(
    Array.from({ length: 3 }, () => 'One!\n\nTwo.\n\nThree.\n\nFour.'),
  );
});

test('of a paragraph that both have changed both texts are told, and each choice keeps the rest', () => {
  const merged = mergeParagraphs(
    base,
    'One.\n\nTwo, mine.\n\nThree!',
    'Zero.\n\nOne.\n\nTwo, theirs.\n\nThree.',
  );
  const texts = [merged.mine, merged.theirs, merged.both].join('\n');
  for (const word of ['Zero.', 'Two, mine.', 'Two, theirs.', 'Three!'])
    expect(texts).toContain(word);
  expect(merged.mine).not.toContain('theirs');
  expect(merged.theirs).not.toContain('mine');
  expect(merged.overlaps.length).toBe(1);
});

test('the same change by both is there once, and lines of a list stay lines', () => {
  const list = '- a\n- b';
  const merged = mergeParagraphs(`${list}\n\nEnd.`, `${list}\n- c\n\nEnd.`, `${list}\n- c\n\nEnd.`);
  expect(merged.both).toBe(`${list}\n- c\n\nEnd.`);
});
