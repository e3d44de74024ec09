/** Says in the page's title how many updates wait: readers see it on the tab of another page. */
export class TitleCount {
  #count = 0;

  /** `count`: of the updates that wait. */
  show(count: number): void {
    const title = document.title.replace(this.#mark, '');
    this.#count = count;
    document.title = this.#mark + title;
  }

  get #mark(): string {
    return this.#count === 0 ? '' : `(${this.#count}) `;
  }
}
