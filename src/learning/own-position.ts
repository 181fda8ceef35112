/** What we answer when asked whether we have the same weakness, or strength, as others were found to have. */
export const answers = ['yes', 'partly', 'no', 'not known'] as const

export type Answer = (typeof answers)[number]

/** What a passage of an inspection's letter tells of. */
export const passageKinds = ['strength', 'weakness', 'recommendation'] as const

export type PassageKind = (typeof passageKinds)[number]

/** How an inspection of an authority ended: judged effective or not, or, since November 2014, told in words alone. */
export const outcomes = ['effective', 'ineffective', 'narrative', 'not known'] as const

export type LetterOutcome = (typeof outcomes)[number]
