/** How far a judgement of a criterion has come. Agreed ends it: a later look is a new judgement. */
export const judgementStates = ['draft', 'ready', 'challenged', 'agreed'] as const

export type JudgementState = (typeof judgementStates)[number]

/** How sure whoever judged a criterion is of the grade. */
export const confidences = ['low', 'medium', 'high'] as const

export type Confidence = (typeof confidences)[number]

/** What the challenge partner says of a judgement that is ready for challenge. */
export const challenges = ['agree', 'agree with a change', 'disagree'] as const

export type Challenge = (typeof challenges)[number]
