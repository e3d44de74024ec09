/**
 * What of a source has no place here: a sentence each, by which a person knows whether it matters. What is not in this list is
 * kept. The report of an import counts them and names the first entries.
 */
export const losses = {
  'feed information':
    'Title, standfirst, picture and byline of the whole: set them in the settings',
  empty: 'Entries without a word or a picture are left out',
  draft: 'Drafts and what was not published are not imported',
  'several pins': 'One item can be pinned: the others are key events',
  'pinned here': 'Another item is pinned here, and stays so',
  'place of pictures': 'Pictures stand together, not among the paragraphs',
  'too many pictures':
    'Of more than 20 pictures the others stand in the text, without credit and size',
  'picture inside': 'Pictures that are written into the text itself (data:) are left out',
  'picture not fetched': 'Pictures that were not reached are shown from where they are',
  'no description': 'Pictures without a description have the name of their file',
  interactive: 'Interactive parts and frames are links',
  'card picture': 'Pictures of cards are left out: their titles and words are links',
  film: 'Films and sounds are links',
  script: 'Scripts, styles and forms are left out',
  'raised letters': 'Raised and lowered letters that Unicode does not have are plain',
  table: 'Tables of more than 20 columns are lines, with a bar between the cells',
  'link in a caption': 'More than five links of captions and cards: the others are left out',
  'relative link': 'Links to nowhere (relative, without a base) are plain words',
  'structured fields': 'Structured fields (scores, results, polls) are plain words',
  comment: 'Readers’ comments are quotes with their names',
  tags: 'More than 30 tags, or tags of more than 60 characters: the others are left out',
  avatar: 'Portraits that do not come by https are left out',
} as const satisfies Readonly<Record<string, string>>;

export type Loss = keyof typeof losses;
