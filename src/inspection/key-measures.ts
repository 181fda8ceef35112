/** The measures of an authority's profile, by the publisher's short names, under the headings of the pack. One nobody has imported is left out. */
export const keyMeasures = [
  { heading: 'Early years and phonics', codes: ['FSP_NEW_GOODDEV', 'FSP_Gooddev_FSM', 'KS1P_all', 'KS1P_FSM'] },
  {
    heading: 'Key stage 2',
    codes: ['KS2RWM_Expected_STD', 'DAP_NEW_KS2_RWM', 'NonDAP_NEW_KS2_RWM', 'KS2R_Prog_VA', 'KS2W_Prog_VA', 'KS2M_Prog_VA'],
  },
  { heading: 'Key stage 4', codes: ['AVG_Attain8_Score', 'DAP_KS4_ATT8', 'NonDAP_KS4_ATT8', 'AVG_Prog8_Score'] },
  { heading: 'After 16', codes: ['Level2Age19_E&M', 'Level3Age19', '16-17 NEET', '16-17_not known_NEET', 'Sept_Guarantee'] },
  { heading: 'Absence and exclusion', codes: ['TotAbs', 'TotPerAbNew', 'TotSevPerAbNew', 'TotPermEx', 'TotFixedEx'] },
  { heading: 'Special educational needs', codes: ['SEN_TotStat', 'SEN_TotSENSuP', 'SEN_EHC_Excpt_20wks', 'SEN_WoStat_AVG_Attain8_Score'] },
  { heading: 'Children looked after and leaving care', codes: ['LAC_Pers_Abs', 'CareLeaversNEET'] },
  { heading: 'Who our pupils are', codes: ['PriFSM', 'SecFSM'] },
] as const

/** Every code of the profile, once. */
export const keyCodes: readonly string[] = [...new Set<string>(keyMeasures.flatMap(({ codes }) => codes))]
