/** A request that is refused before any page has seen it, with the words for the person who sent it. */
export class Refusal extends Error {
  readonly status: number
  readonly title: string

  constructor(status: number, title: string, explanation: string) {
    super(explanation)
    this.status = status
    this.title = title
  }
}
