/**
 * Something brought to us that cannot be used, said in a sentence its bearer can act on.
 *
 * It is thrown, not returned, because it is found deep inside a stream, and because throwing is what undoes a
 * transaction. `import-run.import.ts` catches it, in one place, and the sentence becomes the import's message.
 */
export class Unusable extends Error {}

/** What has to be known before a file can be used: the academic year it is of, or whether it may take away what is held. */
export type Question = 'year' | 'fewer'

/** Something that cannot be used yet: whoever brought it can answer what is asked. */
export class Asks extends Unusable {
  readonly question: Question

  constructor(question: Question, sentence: string) {
    super(sentence)
    this.question = question
  }
}
