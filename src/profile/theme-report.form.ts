import { parse } from 'yaml'
import type { Checked } from '../lib/checked.ts'
import type { ThemeReport, ThemeReports } from './theme-report.ts'

/** Reads the file of data reports to themes, or says everything that is wrong with its form. */
export function readThemeReports(text: string): Checked<ThemeReports> {
  const parsed: unknown = parse(text)
  const { framework, themes } = recordOf(parsed)
  const read = listOf(themes).map(readReport)
  const faults = read.flatMap((found, i) => (typeof found === 'string' ? [`Theme ${i + 1} of the file: ${found}`] : []))
  if (!isText(framework)) faults.push('The file names no framework')
  if (read.length === 0) faults.push('The file has no themes')
  if (faults.length > 0 || !isText(framework)) return { ok: false, problems: faults.map((text) => ({ field: 'themes', text })) }
  return { ok: true, value: { framework, themes: read.filter((found) => typeof found !== 'string') } }
}

function readReport(item: unknown): ThemeReport | string {
  const { theme, says, measures, triggers } = recordOf(item)
  if (!isText(theme)) return 'it names no theme'
  if (!isText(says)) return `${theme} does not say what the data shows of it`
  if (!Array.isArray(measures) || !listOf(measures).every(isText)) return `${theme} has no list of measures`
  if (!Array.isArray(triggers) || !listOf(triggers).every(isNumber)) return `${theme} has no list of triggers`
  return { theme, says, measures: listOf(measures).filter(isText), triggers: listOf(triggers).filter(isNumber) }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isNumber = (value: unknown): value is number => Number.isInteger(value)
