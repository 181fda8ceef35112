import { readFileSync } from 'node:fs'
import type { Framework } from '../frameworks/framework.ts'
import { readThemeReports } from './theme-report.form.ts'
import { reportFaults, type ThemeReports } from './theme-report.ts'

const kept = new Map<string, ThemeReports>()

/** The data reports to a framework's themes that ship with Fiveday. Read and checked once; a file that is not sound stops what asked. */
export function shippedReports(framework: Framework): ThemeReports {
  const known = kept.get(framework.key)
  if (known) return known
  const reports = soundReports(readFileSync(new URL('../../data/profile/theme-reports.yaml', import.meta.url), 'utf8'), framework)
  kept.set(framework.key, reports)
  return reports
}

function soundReports(text: string, framework: Framework): ThemeReports {
  const read = readThemeReports(text)
  const wrong = read.ok ? [...reportFaults(read.value, framework)] : read.problems.map((problem) => problem.text)
  if (!read.ok || wrong.length > 0) throw new Error(`data/profile/theme-reports.yaml is not sound:\n  ${wrong.join('\n  ')}`)
  return read.value
}
