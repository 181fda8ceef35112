/**
 * Something brought to us that cannot be used, said in a sentence its bearer can act on.
 *
 * It is thrown, not returned, because it is found deep inside a stream, and because throwing is what undoes a
 * transaction. `import-run.import.ts` catches it, in one place, and the sentence becomes the import's message.
 */
export class Unusable extends Error {}
