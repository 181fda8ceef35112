import { printed } from '../charts/amount.ts'
import { withImages } from '../charts/image.ts'
import { parseUrn } from '../establishments/urn.ts'
import { count } from '../lib/count.ts'
import { paths } from '../paths.ts'
import { traits, type Traits } from './likeness.ts'
import { kindInWords } from './school-kind.ts'
import { areaFigure, spreadAlike, type LikeIt, type SchoolFacts } from './school-page.ts'
import { newestYearOf, schoolPlaces, sourceOf } from './school-page.view.ts'
import { stripChart } from './school-strip.chart.ts'

/** The schools most like a school: where it lies among them, who they are and how far away, and how they were found. */
export function schoolsLikeView(
  facts: SchoolFacts,
  names: ReadonlyMap<string, { readonly name: string; readonly authority: string | null }>,
) {
  const { likeIt, name } = facts
  const common = { title: `Schools like it: ${name}`, name, list: paths.schools(), places: schoolPlaces(facts.urn, 'like it', newestYearOf(facts)), source: sourceOf(facts) } // prettier-ignore
  if (!likeIt) return { ...common, nothing: 'No school can be said to be like it: the tables held do not say of it how many pupils it has and how many of them are disadvantaged.' } // prettier-ignore
  const chart = stripOf(facts, likeIt)
  // A trait that no school has in the table is left out.
  const shown = traits.filter((_, at) => (likeIt.deviations[at] ?? null) !== null || (likeIt.own[at] ?? null) !== null)
  return {
    ...common,
    chosen: `The ${likeIt.nearest.length} nearest of ${count(likeIt.among)} ${kindInWords(likeIt.kind)} in the ${tableInWords[likeIt.table]} of ${likeIt.year}.`,
    chart: chart && withImages(chart),
    heads: ['Distance', ...shown.map((trait) => trait.name)],
    nearest: likeIt.nearest.map(({ urn, distance, traits: of }) => {
      const known = parseUrn(urn)
      const said = names.get(urn)
      return { href: known && paths.school(known), name: said?.name ?? `School with URN ${urn}`, authority: said?.authority ?? '–', cells: [distance.toFixed(2), ...traitsInWords(of).filter((_, at) => shown.some((trait) => trait === traits[at]))] } // prettier-ignore
    }),
    method: methodOf(likeIt),
    traits: {
      head: ['Trait', name, 'Divided by'],
      rows: traits.map((trait, at) => [trait.name, traitsInWords(likeIt.own)[at] ?? '–', deviationInWords(likeIt, at)]),
      numeric: [1, 2],
    },
  }
}

const tableInWords = { ks2: 'table of key stage 2', ks4: 'table of key stage 4', census: 'table of pupils' } as const

function traitsInWords(of: Traits): readonly string[] {
  return traits.map(({ unit, decimals }, at) => {
    const value = of[at] ?? null
    return value === null ? 'not known' : printed(value, { unit, decimals })
  })
}

function deviationInWords({ deviations, own }: LikeIt, at: number): string {
  const value = deviations[at] ?? null
  if (value === null || (own[at] ?? null) === null) return 'left out'
  return printed(value, { unit: 'number', decimals: 1 })
}

function methodOf({ table, kind, own }: LikeIt): readonly string[] {
  const absent = traits.filter((_, at) => (own[at] ?? null) === null).map(({ name }) => name.toLowerCase())
  const where = table === 'census' ? 'That table does not have' : 'The table does not give for this school'
  const fewer = absent.length > 0 ? ` ${where} ${absent.join(' or ')}, so that the likeness rests on disadvantaged pupils and on how many pupils there are${absent.length < 2 ? ', and one trait more' : ' alone'}.` : '' // prettier-ignore
  return [
    `The difference in each trait is divided by its standard deviation over all these ${kindInWords(kind)}. The distance is the square root of the mean of the squares, over the traits that both schools have; 0 is the same school in every trait.${fewer}`,
    'The schools are those of the newest year. Their figures of earlier years are their own, and not those of schools they came from.',
  ]
}

/** Fewer schools than this are no strip. */
const fewestDrawn = 5

/** The headline results, and absence, in the newest year in which the school has figures: a strip each. */
function stripOf(facts: SchoolFacts, likeIt: LikeIt) {
  const lines = facts.measures.flatMap((measure) => {
    const years = facts.own.get(measure.code)
    const newest = years && [...years.values()].filter(({ value }) => value !== null).toSorted((a, b) => b.year - a.year)[0]
    if (!measure.headline || measure.polarity === '-' || !newest) return []
    const others = likeIt.nearest.flatMap(({ figures }) => figures.get(newest.year)?.get(measure.code) ?? [])
    if (others.length < fewestDrawn) return []
    return [
      {
        name: `${measure.name}, ${newest.year}`,
        amount: {
          unit: measure.unit === 'percent' ? 'percent' : measure.unit,
          decimals: measure.unit === 'percent' ? 1 : measure.decimals,
        },
        own: newest.value,
        country: areaFigure(facts, facts.nation, measure, newest.year)?.value ?? null,
        others,
        median: spreadAlike(likeIt, measure.code, newest.year)?.median ?? null,
      },
    ]
  })
  if (lines.length === 0) return undefined
  return stripChart({ caption: `${facts.name} among the schools most like it`, school: facts.name, country: facts.nation.name, lines })
}
