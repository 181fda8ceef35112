/** The letters of the performance tables for a type of school, as the publisher's list of abbreviations spells them out. */
const types: Readonly<Record<string, string>> = {
  AC: 'Academy sponsor led',
  CY: 'Community school',
  VA: 'Voluntary aided school',
  VC: 'Voluntary controlled school',
  FD: 'Foundation school',
  CTC: 'City technology college',
  CYS: 'Community special school',
  FDS: 'Foundation special school',
  NMSS: 'Non-maintained special school',
  IND: 'Independent school',
  FESI: 'Further education sector institution',
  CHS: 'Community hospital school',
  FHS: 'Foundation hospital school',
  PRU: 'Pupil referral unit',
  MODFC: 'Institution funded by another government department',
  INDSS: 'Other independent special school',
  ACS: 'Academy special',
  ACC: 'Academy converter',
  F: 'Free school, mainstream',
  FS: 'Free school, special',
  ACCS: 'Academy converter, special',
  FAP: 'Free school, alternative provision',
  UTC: 'University technical college',
  SS: 'Studio school',
  F1619: 'Free school, 16 to 19',
  ACCAP: 'Academy converter, alternative provision',
  ACAP: 'Academy sponsor led, alternative provision',
  ACC1619: 'Academy converter, 16 to 19',
  AC1619: 'Academy sponsor led, 16 to 19',
  AP: 'Alternative provision',
}

/**
 * A type of school in words, with the publisher's letters; what is in words already stays as it is.
 *
 * Source: Department for Education, 2025 performance measures, abbreviations used in the download files.
 *
 * @example
 * schoolTypeInWords('ACC') // => 'Academy converter (ACC)'
 * schoolTypeInWords('State-funded primary') // => 'State-funded primary'
 */
export function schoolTypeInWords(type: string): string {
  const words = types[type.trim().toUpperCase()]
  return words === undefined ? type : `${words} (${type.trim()})`
}
