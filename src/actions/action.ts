/** Whether an action is still to be done. Dropped says why in its last note. */
export const actionStates = ['open', 'done', 'dropped'] as const

export type ActionState = (typeof actionStates)[number]

/** What an action arose from. `itself` is an action somebody entered with nothing behind it. */
export const origins = ['criterion', 'challenge', 'statement', 'finding', 'weakness', 'meeting', 'trigger', 'school', 'itself'] as const

export type Origin = (typeof origins)[number]
