/** What we answer when asked whether we have the same weakness, or strength, as others were found to have. */
export const answers = ['yes', 'partly', 'no', 'not known'] as const

export type Answer = (typeof answers)[number]

/** What a passage of an inspection's letter tells of. */
export const passageKinds = ['strength', 'weakness', 'recommendation'] as const

export type PassageKind = (typeof passageKinds)[number]

/** How an inspection of an authority ended: judged effective or not, or, since November 2014, told in words alone. */
export const outcomes = ['effective', 'ineffective', 'narrative', 'not known'] as const

export type LetterOutcome = (typeof outcomes)[number]

/** What we may take a position on: what was found in another authority, or a weakness or strength that is common. */
export const positionKinds = ['finding', 'weakness', 'strength'] as const

export type PositionKind = (typeof positionKinds)[number]

/** Whether we have the same, and how we stand, as somebody wrote it last. */
export interface OwnPosition {
  readonly kind: PositionKind
  readonly key: string
  readonly answer: Answer
  readonly says: string
  readonly version: number
  readonly written_by: string
  readonly written_at: Date
}

/** A position as it is handed in, with the version its writer had seen; 0 where there was none. */
export interface PositionGiven {
  readonly kind: PositionKind
  readonly key: string
  readonly answer: Answer
  readonly says: string
  readonly seen: number
}
