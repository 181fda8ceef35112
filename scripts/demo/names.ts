import type { Authority } from './country.ts'
import type { Dice, Weighted } from './dice.ts'

export type Phase = 'Primary' | 'Secondary' | 'Special' | 'Nursery' | 'PRU'

export interface Type {
  readonly name: string
  readonly academy: boolean
  /** What the school was before it became this. */
  readonly took?: Type
  /** How likely it is to have a religious character. */
  readonly faith?: number
}

export interface Trust {
  readonly uid: string
  readonly name: string
  readonly sponsorUid: string | undefined
  readonly sponsor: string | undefined
}

const community: Type = { name: 'Community School', academy: false }
const aided: Type = { name: 'Voluntary Aided School', academy: false, faith: 1 }
const controlled: Type = { name: 'Voluntary Controlled School', academy: false, faith: 1 }
const foundation: Type = { name: 'Foundation School', academy: false }
const converter: Type = { name: 'Academy Converter', academy: true, took: community, faith: 0.2 }
const sponsored: Type = { name: 'Academy Sponsor Led', academy: true, took: community, faith: 0.1 }
const free: Type = { name: 'Free School', academy: true }
const special: Type = { name: 'Community Special School', academy: false }
const specialConverter: Type = { name: 'Academy Special Converter', academy: true, took: special }
const nursery: Type = { name: 'LA Nursery School', academy: false }
const unit: Type = { name: 'Pupil Referral Unit', academy: false }
const alternative: Type = { name: 'Academy Alternative Provision Converter', academy: true, took: unit }

const types: Readonly<Record<Phase, Weighted<Type>>> = {
  Primary: [
    [converter, 34],
    [community, 30],
    [aided, 12],
    [sponsored, 11],
    [controlled, 8],
    [foundation, 3],
    [free, 2],
  ],
  Secondary: [
    [converter, 50],
    [sponsored, 24],
    [community, 8],
    [free, 8],
    [aided, 6],
    [foundation, 4],
  ],
  Special: [
    [special, 55],
    [specialConverter, 45],
  ],
  Nursery: [[nursery, 1]],
  PRU: [
    [unit, 55],
    [alternative, 45],
  ],
}

export function typeOf(phase: Phase, luck: Dice): Type {
  return luck.weighted(types[phase])
}

type Pattern = readonly [name: string, lowestAge: number, highestAge: number]

const saints = ['Osric', 'Wendreda', 'Cynfarch', 'Eorpwald', 'Brénach', 'Hieu', 'Tetta', 'Botwine'] as const

const patterns: Readonly<Record<Phase, readonly [Pattern, ...Pattern[]]>> = {
  Primary: [
    ['@ Primary School', 4, 11],
    ['@ Primary School', 3, 11],
    ['@ Community Primary School', 5, 11],
    ['@ Primary Academy', 4, 11],
    ['@ Infant School', 4, 7],
    ['@ Junior School', 7, 11],
    ['@ Bridge Primary School', 3, 11],
    ['The @ Federation – Hillside Primary', 4, 11],
    ['École @ Primary School', 4, 11],
  ],
  Secondary: [
    ['@ School', 11, 16],
    ['@ Academy', 11, 18],
    ['@ High School', 11, 16],
    ['The @ School', 11, 18],
    ['@ Girls’ School', 11, 18],
    ['Zoë Marlby Academy, @', 11, 16],
  ],
  Special: [
    ['@ Grange School', 3, 19],
    ['@ House School', 5, 16],
    ['@ View Academy', 4, 19],
  ],
  Nursery: [['@ Nursery School', 2, 5]],
  PRU: [
    ['@ Pupil Referral Unit', 11, 16],
    ['@ Education Centre', 5, 16],
  ],
}

interface Naming {
  readonly phase: Phase
  readonly type: Type
  readonly place: string
  readonly taken: Set<string>
}

/** A name no other school of the authority has, with the ages that go with it. Schools of a church are named for a saint. */
export function nameOf({ phase, type, place, taken }: Naming, luck: Dice): Pattern {
  for (;;) {
    const [pattern, low, high] = common(luck, patterns[phase])
    const church = type.faith === 1 && phase === 'Primary'
    const name = church
      ? `St ${luck.pick(saints)}${luck.pick(["'s", "'s", '’s'])} ${luck.pick(['CofE', 'CofE', 'Catholic'])} Primary School, @`
      : pattern
    const full = name.replace('@', place)
    if (taken.has(full)) continue
    taken.add(full)
    return church ? [full, 4, 11] : [full, low, high]
  }
}

/** The earlier patterns more often than the later. */
function common(luck: Dice, from: readonly [Pattern, ...Pattern[]]): Pattern {
  return from[Math.floor(luck.next() ** 1.6 * from.length)] ?? from[0]
}

const trustNames = [
  'Saltmarsh Lantern',
  'Five Herons',
  'Tideway Quill',
  'Amber Gorse',
  'Three Weirs',
  'Kelpfield',
  'Brackwater',
  'Longshank',
] as const
const trustKinds = ['Learning Trust', 'Academies Trust', 'Schools Partnership', 'Multi Academy Trust', 'Education Trust'] as const

/** The trusts with academies in an authority: two national ones and a few of its own. */
export function trustsOf(authority: Authority, luck: Dice): readonly [Trust, ...Trust[]] {
  const national: Trust = { uid: '90001', name: 'THE MERROW TIDE TRUST', sponsorUid: '90901', sponsor: 'The Merrow Tide Trust' }
  const diocese: Trust = { uid: '90002', name: 'Diocese of Sorrelham Academies Trust', sponsorUid: undefined, sponsor: undefined }
  const own = luck
    .shuffled(trustNames)
    .slice(0, Math.max(1, Math.round(authority.schools / 25)))
    .map((name, at): Trust => {
      const full = `${name} ${luck.pick(trustKinds)}`
      const uid = String(90_100 + Number(authority.code) * 10 + at)
      return {
        uid,
        name: full,
        sponsorUid: luck.chance(0.7) ? `9${uid.slice(1)}` : undefined,
        sponsor: luck.chance(0.7) ? full : undefined,
      }
    })
  return [national, diocese, ...own]
}
