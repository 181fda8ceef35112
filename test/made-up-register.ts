// The headings of the register's files as they are published, without what is in them.

function headings(text: string): readonly string[] {
  return text.replaceAll(/\n */g, '').split('|')
}

/** The all-data layout of April 2015. */
export const layoutOf2015 = headings(`
  Address3|County (name)|CloseDate|EstablishmentName|EstablishmentNumber|OpenDate|EstablishmentStatus (name)|Gender (name)|HeadFirstName|
  HeadHonours|HeadLastName|HeadPreferredJobTitle|HeadTitle (name)|LastChangedDate|LA (name)|LA (code)|Locality|Postcode|
  PreviousEstablishmentNumber|PreviousLA (name)|PreviousLA (code)|ReasonEstablishmentClosed (name)|ReasonEstablishmentOpened (name)|
  StatutoryHighAge|StatutoryLowAge|Street|TelephoneNum|TelephoneSTD|Town|TypeOfEstablishment (name)|UKPRN|URN|WebsiteAddress|
  OfficialSixthForm (name)|FEHEIdentifier|FurtherEducationType (name)|PhaseOfEducation (name)|AdmissionsPolicy (name)|Boarders (name)|
  BoardingEstablishment (name)|Diocese (name)|OfstedLastInsp|PercentageFSM|RegisteredEY (name)|ReligiousCharacter (name)|SchoolCapacity|
  MainSpecialism2 (name)|SecondarySpecialism2 (name)|Trusts (name)|TrustSchoolFlag (name)|Federations (name)|FederationFlag (name)|
  SchoolSponsors (name)|SchoolSponsorFlag (name)|StudioSchoolIndicator (name)|GSSLACode (name)|ASCHighestAge|ASCLowestAge|Boys2|Boys3|Boys4a|
  Boys4b|Boys4c|Boys5|Boys6|Boys7|Boys8|Boys9|Boys10|Boys11|Boys12|Boys13|Boys14|Boys15|Boys16|Boys17|Boys18|Boys19plus|CensusDate|
  Girls2andUnder|Girls3|Girls4a|Girls4b|Girls4c|Girls5|Girls6|Girls7|Girls8|Girls9|Girls10|Girls11|Girls12|Girls13|Girls14|Girls15|Girls16|
  Girls17|Girls18|Girls19plus|NumberOfBoys|NumberOfGirls|NumberOfPupils|AdministrativeWard (name)|GOR (name)|LLSC (name)|LSOA (name)|
  MSOA (name)|ParliamentaryConstituency (name)|UrbanRural (name)|Easting|Northing|MainSpecialism1 (name)|SecondarySpecialism1 (name)|
  FreshStart (name)|HP_Leading_Option_1 (name)|HP_Leading_Option_2 (name)|HP_Leading_Option_3 (name)|InvestorInPeople (name)|
  OfstedSpecialMeasures (name)|PFI (name)|SpecialClasses (name)|TeenMothPlaces|TeenMoth (name)|ApprovedNumberBoardersSpecial|SpecialPupils|
  CCF (name)|FTProv (name)|EdByOther (name)|EBD (name)|SENPRU (name)|SEN1 (name)|SEN2 (name)|SEN3 (name)|Section41Approved (name)`)

/** The results of a search, April 2022. Further linked establishments stand after the last heading. */
export const layoutOfSearch = headings(`
  URN|LA (code)|LA (name)|EstablishmentNumber|EstablishmentName|TypeOfEstablishment (name)|EstablishmentTypeGroup (name)|
  EstablishmentStatus (name)|ReasonEstablishmentOpened (name)|OpenDate|ReasonEstablishmentClosed (name)|CloseDate|PhaseOfEducation (name)|
  StatutoryLowAge|StatutoryHighAge|Boarders (name)|NurseryProvision (name)|OfficialSixthForm (name)|Gender (name)|ReligiousCharacter (name)|
  ReligiousEthos (name)|Diocese (name)|AdmissionsPolicy (name)|SchoolCapacity|SpecialClasses (name)|CensusDate|NumberOfPupils|NumberOfBoys|
  NumberOfGirls|PercentageFSM|TrustSchoolFlag (name)|Trusts (name)|SchoolSponsorFlag (name)|SchoolSponsors (name)|FederationFlag (name)|
  Federations (name)|UKPRN|FEHEIdentifier|FurtherEducationType (name)|OfstedLastInsp|LastChangedDate|Street|Locality|Address3|Town|
  County (name)|Postcode|SchoolWebsite|TelephoneNum|HeadTitle (name)|HeadFirstName|HeadLastName|HeadPreferredJobTitle|
  BSOInspectorateName (name)|InspectorateReport|DateOfLastInspectionVisit|NextInspectionVisit|TeenMoth (name)|TeenMothPlaces|CCF (name)|
  SENPRU (name)|EBD (name)|PlacesPRU|FTProv (name)|EdByOther (name)|Section41Approved (name)|SEN1 (name)|SEN2 (name)|SEN3 (name)|SEN4 (name)|
  SEN5 (name)|SEN6 (name)|SEN7 (name)|SEN8 (name)|SEN9 (name)|SEN10 (name)|SEN11 (name)|SEN12 (name)|SEN13 (name)|
  TypeOfResourcedProvision (name)|ResourcedProvisionOnRoll|ResourcedProvisionCapacity|SenUnitOnRoll|SenUnitCapacity|GOR (name)|
  DistrictAdministrative (name)|AdministrativeWard (name)|ParliamentaryConstituency (name)|UrbanRural (name)|GSSLACode (name)|Easting|
  Northing|MSOA (name)|LSOA (name)|InspectorateName (name)|SENStat|SENNoStat|PropsName|OfstedRating (name)|RSCRegion (name)|Country (name)|
  UPRN|SiteName|QABName (name)|EstablishmentAccredited (name)|QABReport|CHNumber|MSOA (code)|LSOA (code)|FSM|Linked establishments`)

/** The all-data layout since: the columns of the search results, with codes beside names, in their order. */
export const layoutNow = headings(`
  URN|LA (code)|LA (name)|EstablishmentNumber|EstablishmentName|TypeOfEstablishment (code)|TypeOfEstablishment (name)|
  EstablishmentTypeGroup (code)|EstablishmentTypeGroup (name)|EstablishmentStatus (code)|EstablishmentStatus (name)|
  ReasonEstablishmentOpened (code)|ReasonEstablishmentOpened (name)|OpenDate|ReasonEstablishmentClosed (code)|
  ReasonEstablishmentClosed (name)|CloseDate|PhaseOfEducation (code)|PhaseOfEducation (name)|StatutoryLowAge|StatutoryHighAge|Boarders (code)|
  Boarders (name)|NurseryProvision (name)|OfficialSixthForm (code)|OfficialSixthForm (name)|Gender (code)|Gender (name)|
  ReligiousCharacter (code)|ReligiousCharacter (name)|ReligiousEthos (name)|Diocese (code)|Diocese (name)|AdmissionsPolicy (code)|
  AdmissionsPolicy (name)|SchoolCapacity|SpecialClasses (code)|SpecialClasses (name)|CensusDate|NumberOfPupils|NumberOfBoys|NumberOfGirls|
  PercentageFSM|TrustSchoolFlag (code)|TrustSchoolFlag (name)|Trusts (code)|Trusts (name)|SchoolSponsorFlag (name)|SchoolSponsors (name)|
  FederationFlag (name)|Federations (code)|Federations (name)|UKPRN|FEHEIdentifier|FurtherEducationType (name)|OfstedLastInsp|
  OfstedSpecialMeasures (code)|OfstedSpecialMeasures (name)|LastChangedDate|Street|Locality|Address3|Town|County (name)|Postcode|
  SchoolWebsite|TelephoneNum|HeadTitle (name)|HeadFirstName|HeadLastName|HeadPreferredJobTitle|BSOInspectorateName (name)|InspectorateReport|
  DateOfLastInspectionVisit|NextInspectionVisit|TeenMoth (code)|TeenMoth (name)|TeenMothPlaces|CCF (name)|SENPRU (name)|EBD (name)|PlacesPRU|
  FTProv (name)|EdByOther (name)|Section41Approved (name)|SEN1 (name)|SEN2 (name)|SEN3 (name)|SEN4 (name)|SEN5 (name)|SEN6 (name)|SEN7 (name)|
  SEN8 (name)|SEN9 (name)|SEN10 (name)|SEN11 (name)|SEN12 (name)|SEN13 (name)|TypeOfResourcedProvision (name)|ResourcedProvisionOnRoll|
  ResourcedProvisionCapacity|SenUnitOnRoll|SenUnitCapacity|GOR (code)|GOR (name)|DistrictAdministrative (code)|DistrictAdministrative (name)|
  AdministrativeWard (code)|AdministrativeWard (name)|ParliamentaryConstituency (code)|ParliamentaryConstituency (name)|UrbanRural (code)|
  UrbanRural (name)|GSSLACode (name)|Easting|Northing|MSOA (name)|LSOA (name)|InspectorateName (name)|SENStat|SENNoStat|
  BoardingEstablishment (name)|PropsName|PreviousLA (code)|PreviousLA (name)|PreviousEstablishmentNumber|OfstedRating (name)|RSCRegion (name)|
  Country (name)|UPRN|SiteName|QABName (code)|QABName (name)|EstablishmentAccredited (code)|EstablishmentAccredited (name)|QABReport|CHNumber|
  MSOA (code)|LSOA (code)|FSM|AccreditationExpiryDate`)

/** A made-up file of the register in a layout. What a row does not give is empty; each further cell is given under `more`. */
export function registerFile(layout: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const line = (cells: readonly string[]) => `${cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')}\r\n`
  const more = ({ more: text }: Readonly<Record<string, string>>) => (text === undefined ? [] : text.split('|'))
  const lines = rows.map((row) => {
    const all: Readonly<Record<string, string>> = { ...dull, ...row }
    return line([...layout.map((heading) => all[heading] ?? ''), ...more(row)])
  })
  return [line(layout), ...lines].join('')
}

const dull: Readonly<Record<string, string>> = {
  URN: '100001',
  'LA (code)': '931',
  'LA (name)': 'Oxfordshire',
  EstablishmentNumber: '2001',
  EstablishmentName: 'A School',
  'TypeOfEstablishment (name)': 'Community school',
  'EstablishmentTypeGroup (name)': 'Local authority maintained schools',
  'EstablishmentStatus (name)': 'Open',
  'PhaseOfEducation (name)': 'Primary',
  SchoolCapacity: '210',
  NumberOfPupils: '200',
  PercentageFSM: '12.5',
  Easting: '451000',
  Northing: '206000',
  LastChangedDate: '17-03-2025',
}
