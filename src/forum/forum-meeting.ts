/** How far a meeting of the forum has come. Agreed are its minutes, and then nothing of it is changed. */
export const meetingStates = ['planned', 'held', 'agreed'] as const

export type MeetingState = (typeof meetingStates)[number]
