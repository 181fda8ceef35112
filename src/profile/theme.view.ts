import { paths } from '../paths.ts'
import { gradesHeld } from '../triggers/grades-held.view.ts'
import type { Assessed } from '../triggers/assess.ts'
import { restsOn } from '../triggers/said-alike.ts'
import type { TriggerFinding } from '../triggers/trigger.ts'
import { inWords } from '../lib/day.ts'
import { idOf, measureModel, standOutsOf, type Pictured } from './part.view.ts'
import { standingTable } from './profiled.view.ts'
import type { Profiled } from './profiled.ts'
import type { Subject } from './theme-report.ts'

/** The areas and themes of the framework, each leading to its data report. */
export function themesView(model: {
  readonly framework: string
  readonly subjects: readonly { readonly area: Subject; readonly themes: readonly Subject[] }[]
}) {
  const entry = ({ key, title, number, measures, triggers }: Subject) => ({
    number,
    title,
    href: paths.profileTheme(key),
    measures: measures.length,
    triggers: triggers.join(', '),
  })
  return {
    title: 'Data reports',
    framework: model.framework,
    back: paths.profile(),
    areas: model.subjects.map(({ area, themes }) => ({ ...entry(area), themes: themes.map(entry) })),
  }
}

/** What the data report of a subject says of published measures: the same for everybody of an authority until an import. */
export function themeFiguresView(subject: Subject, whose: Profiled, pictured: readonly Pictured[], source: string) {
  const isArea = subject.key === subject.area.key
  return {
    title: subject.title,
    number: subject.number,
    area: subject.area.title,
    isArea,
    authority: whose.authorityName,
    back: paths.profileThemes(),
    pdf: paths.profileThemePdf(subject.key),
    html: paths.profileThemeHtml(subject.key),
    themes: subject.themes.map(({ number, title, says, key }) => ({ number, title, says, href: paths.profileTheme(key) })),
    standOuts: standOutsOf(whose, whose.measures, (code) => (isArea ? paths.measure(code) : `#${idOf(code)}`)),
    measures: pictured.map((one) => measureModel(whose, one)),
    standing: standingTable(whose),
    missing: subject.measures.filter((code) => !whose.measures.some(({ measure }) => measure.code === code)),
    source,
  }
}

/** The triggers that a subject touches, as they stand. */
export function themeTriggers(subject: Subject, found: Assessed | undefined) {
  if (!found) return { on: undefined, triggers: [], grades: undefined, limitsSay: '' }
  const triggers = findingsOf(subject, found)
  return {
    on: inWords(found.assessment.on),
    limitsSay: found.assessment.limitsSay,
    triggers: triggers.map((finding) => ({
      number: finding.number,
      title: finding.title,
      light: finding.light,
      rests: restsOn(finding),
      trend: finding.trend,
      because: finding.because,
      href: paths.trigger(finding.number),
    })),
    grades: subject.triggers.some((number) => number < 4) ? gradesHeld(found) : undefined,
  }
}

/** The findings of the triggers that a subject touches, in their order. */
export function findingsOf({ triggers }: Subject, { assessment }: Assessed): readonly TriggerFinding[] {
  return assessment.triggers.filter(({ number }) => triggers.includes(number))
}
