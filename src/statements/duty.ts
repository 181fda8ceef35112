/** How somebody beside the lead and the challenge partner has part in a duty. Who stands in does so from one day until another. */
export const helperParts = ['contributor', 'for the lead', 'for the partner'] as const

export type HelperPart = (typeof helperParts)[number]
