/** Types for the part of sax that is used here; the package has none. */
declare module 'sax' {
  interface Parser {
    readonly line: number;
    write(text: string): Parser;
    close(): Parser;
  }
  const sax: { parser(strict: boolean, options: { readonly position: boolean }): Parser };
  export default sax;
}
