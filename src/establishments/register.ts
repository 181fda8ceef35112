import type { Source } from '../sources/source.ts'

/** Headings that every layout of the register has, of what Fiveday takes from it. */
export const registerColumns = {
  urn: 'URN',
  authority: 'LA (code)',
  authorityName: 'LA (name)',
  number: 'EstablishmentNumber',
  name: 'EstablishmentName',
  type: 'TypeOfEstablishment (name)',
  status: 'EstablishmentStatus (name)',
  openReason: 'ReasonEstablishmentOpened (name)',
  openedOn: 'OpenDate',
  closeReason: 'ReasonEstablishmentClosed (name)',
  closedOn: 'CloseDate',
  phase: 'PhaseOfEducation (name)',
  lowestAge: 'StatutoryLowAge',
  highestAge: 'StatutoryHighAge',
  religiousCharacter: 'ReligiousCharacter (name)',
  diocese: 'Diocese (name)',
  capacity: 'SchoolCapacity',
  pupils: 'NumberOfPupils',
  percentageFsm: 'PercentageFSM',
  trust: 'Trusts (name)',
  federation: 'Federations (name)',
  postcode: 'Postcode',
  easting: 'Easting',
  northing: 'Northing',
  changedOn: 'LastChangedDate',
} as const

/** Headings that the layout of 2015 lacks. */
export const laterColumns = {
  typeGroup: 'EstablishmentTypeGroup (name)',
  resourcedProvision: 'TypeOfResourcedProvision (name)',
} as const

/** The last heading of the search results. Further linked establishments follow it, each in a cell without a heading. */
export const linkedHeading = 'Linked establishments'

/** What stands there for an establishment without links. */
export const noLinks = 'Does not have links'

export const register: Source = {
  key: 'register',
  name: 'Get Information about Schools: the register of establishments',
  publisher: 'Department for Education',
  gives:
    'Every establishment, open or closed: its name, type, phase and status, when and why it opened and closed, its size, trust, federation, diocese and place. The all-data layouts of 2015 and since, and the results of a search.',
  form: 'csv',
  headings: Object.values(registerColumns),
  kept: 'one for each day',
  quirks: [
    'Columns stand in another order in each layout, and are read by their headings. The layout of 2015 has neither the group of a type nor resourced provision.',
    'In the results of a search each further linked establishment is a new cell after the last heading. Its links are held while no file of links is, which states the same ones with their days.',
    'No cell says the day the file is of. It is the newest LastChangedDate in it: the register changes every day. Opening and closing days may lie ahead of it.',
    'A file of part of the register adds to what is held. Of one establishment the statement of the newest day counts, and of one day the one imported last.',
    'SchoolCapacity, NumberOfPupils and PercentageFSM are kept as published: a number or a mark, such as x for a figure suppressed.',
    '01-01-1900 stands for a day nobody knows, and is read as none. The authority 000 is none.',
    'Names of head teachers, telephone numbers and addresses are never taken.',
    'A row is refused when it is empty, stops before its last column that is used, or has cells after its last heading without being a search result; when its URN, authority, number, a day or an age cannot be read; when its name or status is empty; when a linked establishment in it is not a URN and a type of link; when its URN stands on an earlier line; or when it is of another country than the first row.',
  ],
}
