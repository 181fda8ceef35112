/** How far a position statement has come. Once agreed its text is never changed: a later one is a new statement. */
export const statementStates = ['draft', 'challenge', 'agreed', 'published'] as const

export type StatementState = (typeof statementStates)[number]
