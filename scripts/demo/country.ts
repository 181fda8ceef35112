/** The made-up country: a nation, three regions, sixteen authorities. No name or code here is a real one's. */
export interface Authority {
  readonly code: string
  readonly gss: string
  readonly name: string
  readonly region: Region
  readonly schools: number
  /** How well off its families are: pupils eligible for free school meals differ with it. 0 is the country's middle. */
  readonly hardship: number
  /** How its schools do, beside the country's middle, in steps that each measure gives its own size. */
  readonly standing: number
}

export interface Region {
  readonly code: string
  readonly gss: string
  readonly name: string
  /** As the inspectorate groups it. */
  readonly inspected: string
}

export const country = { code: '070', name: 'Merrowland' } as const

const north: Region = { code: '080', gss: 'Z12000001', name: 'North Merrowland', inspected: 'North Merrowland' }
const mid: Region = { code: '081', gss: 'Z12000002', name: 'Mid Merrowland', inspected: 'Mid and South Merrowland' }
const south: Region = { code: '082', gss: 'Z12000003', name: 'South Merrowland', inspected: 'Mid and South Merrowland' }

export const regions: readonly Region[] = [north, mid, south]

const rows: readonly (readonly [string, Region, number, number, number])[] = [
  ['Larkshire', mid, 120, -0.5, 0.2],
  ['Sorrelham', south, 96, 0.9, 0.1],
  ['Dunlinshire', north, 88, -0.7, 0.6],
  ['Linnetshire', south, 84, -0.9, 0.9],
  ['Plovermouth', north, 78, 1.4, -1.3],
  ['East Yarrow', mid, 74, -0.3, -0.2],
  ['West Yarrow', mid, 70, 0.1, -0.4],
  ['Godwitshire', north, 66, -0.2, 0.3],
  ['Osierbury', south, 62, 0.6, -0.6],
  ['Teaselworth', mid, 58, 0.8, 0.4],
  ['Siskinbury', north, 54, 1.1, -0.9],
  ['Fennelcombe', south, 50, -0.1, 1.1],
  ['Quillhaven, City of', north, 46, 1.6, -0.7],
  ['Pippinsted', south, 40, -1.2, 1.4],
  ['Harrierdale', mid, 28, 0.3, -1.0],
  ['Isle of Merrow', south, 6, -0.6, 0.5],
]

export const authorities: readonly Authority[] = rows.map(([name, region, schools, hardship, standing], index) => ({
  code: String(index + 1).padStart(3, '0'),
  gss: `Z0${String(6000001 + index)}`,
  name,
  region,
  schools,
  hardship,
  standing,
}))

const stems =
  'Alderfinch Avocet Bilberry Bittern Brambling Bryony Bunting Burnet Campion Catkin Chervil Comfrey Cowslip Crake Dabchick Dotterel Eider Fieldfare ' +
  'Fulmar Gadwall Gannet Garganey Goldeneye Goosander Greenshank Grebe Hornbeam Kittiwake Knapweed Lapwing Mallow Medlar Merganser Moorhen ' +
  'Mullein Nightjar Nuthatch Ouzel Pintail Pipit Pochard Ptarmigan Quince Redshank Ruff Sanderling Scoter Shearwater Shoveler Shrike Skua ' +
  'Smew Spindle Stonechat Tansy Tarragon Teal Turnstone Twite Vetch Waxwing Whimbrel Whinchat Wigeon Woodruff Wryneck Yaffle'
const endings = 'ford ham wick combe stow mere ley worth thorpe sted den by'

/** Every place there could be, such as Whimbrelford: a bird or a plant, and an ending. */
export const places: readonly string[] = stems.split(' ').flatMap((stem) => endings.split(' ').map((ending) => joined(stem, ending)))

function joined(stem: string, ending: string): string {
  const base = /[aeiouy]$/.test(stem) && /^[aeiou]/.test(ending) ? stem.slice(0, -1) : stem
  return base.at(-1) === ending[0] ? base + ending.slice(1) : base + ending
}
