/** Types for the part of sax that is used here; the package has none. */
declare module 'sax' {
  interface Parser {
    readonly line: number;
    /** Characters read so far. */
    readonly position: number;
    /** Behind the `<` of the latest tag. */
    readonly startTagPosition: number;
    write(text: string): Parser;
    close(): Parser;
  }
  const sax: { parser(strict: boolean, options: { readonly position: boolean }): Parser };
  export default sax;
}
