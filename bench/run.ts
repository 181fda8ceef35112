import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '../test/postgres.ts'
import { inWords, withinBudget, type Measured } from './budget.ts'
import { havePublished, plainLait } from './files.ts'
import { importAndJudge, type Large } from './imports.ts'
import { memoryOfImports } from './memory.ts'
import { packAsPdf } from './pack.ts'
import { servePages } from './pages.ts'
import { tenYearsOfTables } from './performance-tables.ts'
import { madeUpRegister } from './register.ts'
import { selfEvaluationAtScale } from './self-evaluation.ts'
import { whatIfOfSixHundred } from './what-if.ts'

/**
 * `npm run bench`: each budget that exists so far, on both databases, as a figure beside its yardstick in the same run.
 *
 * `npm run bench -- embedded`, `server`, `what-if`, `self-evaluation` or `pack` measures one of them. Exits with 1 when a budget is overrun.
 */
async function bench(asked: readonly string[]): Promise<number> {
  if (!havePublished) {
    console.log('The published files are not beside the repository (../shared/data), and nothing else is as large: nothing was measured.')
    return 1
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-bench-'))
  try {
    const large = { register: await madeUpRegister(folder), lait: await plainLait(folder), tables: await tenYearsOfTables(folder) }
    const measured: Measured[] = []
    if (asked.length === 0 || asked.includes('embedded')) measured.push(...(await onEmbedded(path.join(folder, 'data'), large)))
    if (asked.length === 0 || asked.includes('server')) measured.push(...(await onServer(folder, large)))
    if (asked.length === 0 || asked.includes('what-if')) measured.push(...said(await whatIfOfSixHundred()))
    if (asked.length === 0 || asked.includes('self-evaluation')) measured.push(...said(await selfEvaluationAtScale()))
    if (asked.length === 0 || asked.includes('pack')) measured.push(...said(await packAsPdf()))
    const over = measured.filter((one) => !withinBudget(one))
    console.log(`${measured.length - over.length} of ${measured.length} within budget`)
    return over.length > 0 ? 1 : 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function onEmbedded(folder: string, large: Large) {
  const imports = said(await importAndJudge({ folder }, 'embedded', large))
  return [...imports, ...said(await servePages('embedded', ['--data', folder], process.env))]
}

async function onServer(folder: string, large: Large) {
  const server = await startPostgres({ durable: true })
  try {
    const imports = said(await importAndJudge({ url: server.url }, 'PostgreSQL', large))
    const memory = said(await memoryOfImports(folder, server.url))
    return [...imports, ...memory, ...said(await servePages('PostgreSQL', [], { ...process.env, DATABASE_URL: server.url }))]
  } finally {
    await server.stop()
  }
}

function said(measured: readonly Measured[]): readonly Measured[] {
  for (const one of measured) console.log(inWords(one))
  return measured
}

process.exitCode = await bench(process.argv.slice(2))
