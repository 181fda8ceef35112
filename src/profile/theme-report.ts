import type { Area, Framework, Theme } from '../frameworks/framework.ts'

/** What published data can say of one theme of a framework. */
export interface ThemeReport {
  readonly theme: string
  readonly says: string
  readonly measures: readonly string[]
  readonly triggers: readonly number[]
}

/** The data reports to the themes of one framework. */
export interface ThemeReports {
  readonly framework: string
  readonly themes: readonly ThemeReport[]
}

/** What one report is about: a theme, or an area with all its themes. */
export interface Subject {
  readonly key: string
  readonly title: string
  /** `Theme 5`, `Area 2`. */
  readonly number: string
  readonly area: Area
  /** One theme, or those of the area in order. */
  readonly themes: readonly (Theme & ThemeReport & { readonly number: number })[]
  readonly measures: readonly string[]
  readonly triggers: readonly number[]
}

/** The areas of a framework in order, each with its themes, all as subjects of reports. */
export function subjectsOf(
  framework: Framework,
  reports: ThemeReports,
): readonly { readonly area: Subject; readonly themes: readonly Subject[] }[] {
  const themes = framework.themes.flatMap((theme, i) => {
    const report = reports.themes.find((one) => one.theme === theme.key)
    return report ? [{ ...theme, ...report, number: i + 1 }] : []
  })
  return framework.areas.map((area, i) => {
    const within = themes.filter((theme) => theme.area === area.key)
    return {
      area: subject({ key: area.key, title: area.title, number: `Area ${i + 1}`, area, themes: within }),
      themes: within.map((theme) =>
        subject({ key: theme.key, title: theme.title, number: `Theme ${theme.number}`, area, themes: [theme] }),
      ),
    }
  })
}

/**
 * The subject that somebody names: by its key, or a theme by its number alone.
 *
 * `subjectNamed('5', framework, reports)` and `subjectNamed('theme-5', framework, reports)` are the same.
 */
export function subjectNamed(name: string, framework: Framework, reports: ThemeReports): Subject | undefined {
  const all = subjectsOf(framework, reports).flatMap(({ area, themes }) => [area, ...themes])
  const wanted = name.trim().toLowerCase()
  return all.find(({ key, number }) => key === wanted || number.toLowerCase() === `theme ${wanted}`)
}

function subject(of: Omit<Subject, 'measures' | 'triggers'>): Subject {
  return {
    ...of,
    measures: [...new Set(of.themes.flatMap(({ measures }) => measures))],
    triggers: [...new Set(of.themes.flatMap(({ triggers }) => triggers))].sort((a, b) => a - b),
  }
}

/**
 * What is wrong with the reports of a framework, a sentence each, with the name of what does not exist. Sound ones yield nothing.
 *
 * A report on a theme that is not there would never be seen, and a theme without a report would be missing from the list.
 */
export function* reportFaults({ framework: key, themes }: ThemeReports, framework: Framework): Generator<string> {
  if (key !== framework.key) yield `the reports are of ${key}, not of ${framework.key}`
  const known = new Set(framework.themes.map((theme) => theme.key))
  const triggers = new Set(framework.triggers.map(({ number }) => number))
  const seen = new Set<string>()
  for (const { theme, triggers: touched } of themes) {
    if (!known.has(theme)) yield `${framework.key} has no theme ${theme}`
    if (seen.has(theme)) yield `theme ${theme} has two reports`
    seen.add(theme)
    for (const number of touched) if (!triggers.has(number)) yield `${theme}: ${framework.key} has no trigger ${number}`
  }
  for (const theme of known) if (!seen.has(theme)) yield `theme ${theme} has no report`
}

/** The measures of reports that a publisher's dictionary lacks, a sentence each. */
export function* unknownMeasures({ themes }: ThemeReports, codes: ReadonlySet<string>): Generator<string> {
  for (const { theme, measures } of themes) {
    for (const code of measures) if (!codes.has(code)) yield `${theme}: no measure is called ${code}`
  }
}
