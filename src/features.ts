import { actionCommands } from './actions/action.commands.ts'
import { actionPages } from './actions/action.pages.ts'
import { accountPages } from './accounts/account.pages.ts'
import { alertCommands } from './alerts/alert.commands.ts'
import { alertPages } from './alerts/alert.pages.ts'
import { pageOf } from './alerts/alert.view.ts'
import { readMailRoute } from './alerts/mail-route.ts'
import type { Links } from './alerts/outbox.import.ts'
import { tellImport, type ImportTold } from './alerts/tell.import.ts'
import { auditPages } from './accounts/audit.pages.ts'
import { settingsPages } from './accounts/settings.pages.ts'
import { assessmentCommands } from './assessments/assessment.commands.ts'
import { termAssessmentPages } from './assessments/term-assessment.pages.ts'
import { awayPages } from './away/away.pages.ts'
import { areaCodesImporter } from './authorities/area-codes.import.ts'
import { boundaryImporter } from './authorities/boundary.import.ts'
import { homePages } from './authorities/home.pages.ts'
import { lookupImporter } from './authorities/lookup.import.ts'
import { neighbourImporters } from './authorities/neighbour.import.ts'
import { carryCommands } from './carrying/carry.commands.ts'
import { carryPages } from './carrying/carry.pages.ts'
import { complaintCommands } from './complaints/complaint.commands.ts'
import { complaintPages } from './complaints/complaint.pages.ts'
import { correspondenceCommands } from './correspondence/correspondence.commands.ts'
import { correspondencePages } from './correspondence/correspondence.pages.ts'
import type { Command } from './cli/command.ts'
import { coveragePages } from './coverage/coverage.pages.ts'
import type { Db } from './db/connect.ts'
import { paths } from './paths.ts'
import { forecastCommands } from './forecasts/forecast.commands.ts'
import { forecastPages } from './forecasts/forecast.pages.ts'
import { frameworkCommands } from './frameworks/framework.commands.ts'
import { frameworkPages } from './frameworks/framework.pages.ts'
import { forumPages } from './forum/forum.pages.ts'
import { groupImporters } from './establishments/group.import.ts'
import { linkImporter } from './establishments/link.import.ts'
import { reducedRegisterImporter } from './establishments/reduced-register.import.ts'
import { registerImporter } from './establishments/register.import.ts'
import { schoolCommands } from './establishments/school.commands.ts'
import { schoolPages } from './establishments/school.pages.ts'
import { spendingImporter } from './finance/spending.import.ts'
import { packCommands } from './inspection/pack.commands.ts'
import { packPages } from './inspection/pack.pages.ts'
import { evidencePages } from './evidence/evidence.pages.ts'
import { gradedSchoolsImporter } from './judgements/ofsted-graded-schools.import.ts'
import { ofstedImporter, reportCardImporter } from './judgements/ofsted-state-funded.import.ts'
import { learningPages } from './learning/learning.pages.ts'
import { letterPages } from './learning/letters/letter.pages.ts'
import { limitsPages } from './limits/limits.pages.ts'
import { setPages } from './limits/sets.pages.ts'
import { triggerSetCommands } from './limits/trigger-set.commands.ts'
import { comparisonCommands } from './measures/comparison.commands.ts'
import { comparisonPages } from './measures/comparison.pages.ts'
import { dictionaryImporter } from './measures/dictionary.import.ts'
import { laitImporter } from './measures/lait.import.ts'
import { rebuildComparisons } from './measures/observation.store.ts'
import { calendarPages } from './releases/calendar.pages.ts'
import { fetchCommands } from './releases/fetch.commands.ts'
import { calendarFrom, networkOf } from './releases/fetching.import.ts'
import { fetchesUnderWay, type FetchesUnderWay } from './releases/under-way.import.ts'
import { performanceImporters } from './performance/performance.import.ts'
import { columnsImporter } from './performance/published-column.import.ts'
import { inspectImport, type Inspected } from './quality/inspection.import.ts'
import { qualityCommands } from './quality/quality.commands.ts'
import { qualityPages } from './quality/quality.pages.ts'
import { dataPages } from './sources/data.pages.ts'
import { importCommands } from './sources/import.commands.ts'
import { shippedSchoolMeasures } from './performance/school-measure.import.ts'
import { schoolFigurePages } from './performance/school-page.pages.ts'
import { rebuildSchoolComparisons } from './performance/spread-rebuild.store.ts'
import { positionStatementPages } from './position-statements/position-statement.pages.ts'
import { statementComparePages } from './position-statements/statement-compare.pages.ts'
import { statementStepPages } from './position-statements/statement-step.pages.ts'
import { profilePages } from './profile/profile.pages.ts'
import { reportCommands } from './profile/report.commands.ts'
import { reviewPages } from './reviews/review.pages.ts'
import { reviewerPages } from './reviews/reviewer.pages.ts'
import type { Importer, Rebuild } from './sources/importer.import.ts'
import { importsUnderWay, type ImportsUnderWay } from './sources/under-way.import.ts'
import { criterionJudgementPages } from './statements/criterion-judgement.pages.ts'
import { dutyPages } from './statements/duty.pages.ts'
import { themeCommands } from './statements/theme.commands.ts'
import { themePages } from './statements/theme.pages.ts'
import { workPages } from './statements/work.pages.ts'
import { statisticsPages } from './statistics/statistics.pages.ts'
import { statisticImporter, statisticSheetImporter } from './statistics/statistic.import.ts'
import { tableCommands } from './tables/table.commands.ts'
import { tablePages } from './tables/table.pages.ts'
import { termPages } from './terms/term.pages.ts'
import { historyCommands } from './triggers/history.commands.ts'
import { historyPages } from './triggers/history.pages.ts'
import { movedCommands } from './triggers/moved.commands.ts'
import { movedPages } from './triggers/moved.pages.ts'
import { whatIfCommands } from './scenarios/what-if.commands.ts'
import { whatIfPages } from './scenarios/what-if.pages.ts'
import { riskPages } from './triggers/risk.pages.ts'
import { triggerCommands } from './triggers/trigger.commands.ts'
import type { Page } from './web/page.ts'

/** Every published file we can read, in the order that lists name them. A source that is not here is not known. */
export const importers: readonly Importer[] = [
  ofstedImporter,
  reportCardImporter,
  gradedSchoolsImporter,
  registerImporter,
  linkImporter,
  ...groupImporters,
  reducedRegisterImporter,
  ...performanceImporters,
  columnsImporter,
  laitImporter,
  dictionaryImporter,
  statisticImporter,
  statisticSheetImporter,
  ...neighbourImporters,
  lookupImporter,
  areaCodesImporter,
  boundaryImporter,
  spendingImporter,
]

/** What is made again after an import, and how. */
export const rebuild: Rebuild = {
  comparisons: rebuildComparisons,
  'school comparisons': (tx, making) => rebuildSchoolComparisons(tx, shippedSchoolMeasures(), making),
}

/** What follows an import that was kept: it is looked over, and those who follow what it changed are told. */
export async function afterImport(db: Db, run: Inspected & ImportTold, now: Date): Promise<void> {
  await inspectImport(db, run, now)
  // The import stands whatever comes of this: the server's next round tells what was not told now.
  await tellImport(db, run, run.ended_at ?? run.started_at).catch(() => {})
}

/** Pages that an e-mail leads to. */
export const links: Links = { alert: pageOf, home: paths.home(), alerts: paths.alerts(), settings: paths.following() }

/** How e-mail leaves, as the settings say. They were found to be sound when the server started. */
function mailRoute() {
  const route = readMailRoute(process.env)
  return route.ok ? route.value : undefined
}

const sources = importers.map(({ source }) => source)

/** What pages have started that goes on after they have answered: imports, and fetches, which end in imports. */
export interface UnderWay extends ImportsUnderWay {
  readonly fetches: FetchesUnderWay
}

/** Imports and fetches that pages of this process start. `failed` is told what went wrong in Fiveday itself. */
export function importsOf(here: { now: () => Date; failed: (problem: unknown) => void }): UnderWay {
  const how = { ...here, importers, rebuild, inspect: afterImport }
  const imports = importsUnderWay(how)
  const fetches = fetchesUnderWay({ ...how, network: networkOf(process.env), calendar: ownCalendar })
  return {
    ...imports,
    fetches,
    async close() {
      await Promise.all([imports.close(), fetches.close()])
    },
  }
}

/** The release calendar, with the addresses of FIVEDAY_ADDRESSES where somebody set it. */
async function ownCalendar() {
  const calendar = await calendarFrom(process.env.FIVEDAY_ADDRESSES)
  if (calendar.ok) return calendar.value
  throw new Error(calendar.problems.map(({ text }) => text).join('. '))
}

/** Every page of every feature. A feature that is not in this list has none. */
export function pagesWith(imports: UnderWay): readonly Page[] {
  return [
    ...homePages(sources),
    ...riskPages,
    ...termAssessmentPages,
    ...limitsPages,
    ...setPages,
    ...historyPages,
    ...movedPages,
    ...termPages,
    ...frameworkPages,
    ...carryPages,
    ...complaintPages,
    ...correspondencePages,
    ...positionStatementPages,
    ...statementStepPages,
    ...statementComparePages,
    ...forecastPages,
    ...whatIfPages,
    ...schoolPages,
    ...schoolFigurePages,
    ...profilePages,
    ...comparisonPages,
    ...tablePages,
    ...statisticsPages,
    ...packPages(sources),
    ...dataPages(sources, imports),
    ...qualityPages,
    ...calendarPages(imports.fetches),
    ...themePages,
    ...dutyPages,
    ...criterionJudgementPages,
    ...evidencePages,
    ...awayPages,
    ...reviewerPages,
    ...reviewPages,
    ...coveragePages,
    ...learningPages,
    ...letterPages,
    ...workPages,
    ...actionPages,
    ...forumPages,
    ...auditPages,
    ...alertPages(mailRoute),
    ...settingsPages,
    ...accountPages,
  ]
}

/** Every command of every feature, in the order that help lists them. */
export const commands: readonly Command[] = [
  ...importCommands({ importers, rebuild, inspect: afterImport }),
  ...fetchCommands({
    importers,
    rebuild,
    inspect: afterImport,
    network: (proxy) => networkOf(process.env, proxy),
    addresses: process.env.FIVEDAY_ADDRESSES,
  }),
  ...qualityCommands,
  ...triggerCommands,
  ...historyCommands,
  ...alertCommands(() => readMailRoute(process.env)),
  ...movedCommands,
  ...triggerSetCommands,
  ...frameworkCommands,
  ...carryCommands,
  ...assessmentCommands,
  ...complaintCommands,
  ...correspondenceCommands,
  ...whatIfCommands,
  ...themeCommands,
  ...actionCommands,
  ...forecastCommands({ importers, rebuild }),
  ...comparisonCommands,
  ...tableCommands,
  ...schoolCommands,
  ...packCommands(sources),
  ...reportCommands,
]
