import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { inChunks } from '../src/db/copy.ts'
import { addressOf } from '../test/database.ts'
import type { Measured } from './budget.ts'
import { registerOf } from './register.ts'

/** A file that may have any number of rows. */
interface Growing {
  readonly named: string
  readonly text: (rows: number) => Iterable<string>
  readonly rows: number
}

const growing: readonly Growing[] = [
  { named: 'a register', text: registerOf, rows: 50_000 },
  { named: 'a file of statistics', text: statisticsOf, rows: 150_000 },
]

/**
 * The most memory that the import of a file takes, beside that of one with a quarter of its rows. Each has a database of its own, on a
 * server: what an embedded one takes itself would hide it.
 */
export async function memoryOfImports(folder: string, server: string): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const { named, text, rows } of growing) {
    const peakOf = async (many: number) => {
      const file = path.join(folder, `${many}.csv`)
      await writeFile(file, inChunks(text(many)))
      return peakOfImport(file, await databaseNamed(`memory_${measured.length}_${many}`, server))
    }
    const less = await peakOf(rows)
    const took = await peakOf(rows * 4)
    const work = `memory of the import of ${named} of ${(rows * 4).toLocaleString('en-GB')} rows`
    const is = `that of ${rows.toLocaleString('en-GB')}`
    measured.push({ work, on: 'PostgreSQL', took, unit: 'MB', yardstick: { is, took: less }, atMost: { times: 1.6 } })
  }
  return measured
}

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const sayingPeak = `data:text/javascript,${encodeURIComponent(`process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS))`)}`

async function databaseNamed(name: string, server: string): Promise<string> {
  const client = new Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return addressOf(server, name)
}

async function peakOfImport(file: string, database: string): Promise<number> {
  const env = { ...process.env, DATABASE_URL: database }
  const child = spawn(process.execPath, ['--import', sayingPeak, program, 'import', file], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const [said] = await Promise.all([text(child.stderr), once(child, 'exit')])
  const peak = Number(/^peak (\d+)$/m.exec(said)?.[1] ?? 0)
  if (child.exitCode !== 0 || peak === 0) throw new Error(`${path.basename(file)} was not imported: ${said}`)
  return peak / 1024
}

const headings =
  'time_period,time_identifier,geographic_level,country_code,country_name,old_la_code,new_la_code,la_name,phase,sex,headcount,percent_a,percent_b,rate'

/** The text of a made-up file of statistics: 150 authorities by 50 phases and 4 sexes, and by years. */
function* statisticsOf(rows: number): Generator<string> {
  yield `${headings}\n`
  for (let row = 0; row < rows; row++) {
    const [area, phase, sex, year] = [row % 150, Math.floor(row / 150) % 50, Math.floor(row / 7_500) % 4, 2001 + Math.floor(row / 30_000)]
    const figures = [
      (row * 7919) % 10_007,
      ((row * 31) % 1000) / 10,
      row % 13 === 0 ? 'c' : ((row * 17) % 1000) / 10,
      ((row * 3) % 10_000) / 100,
    ]
    yield `${year}${String((year + 1) % 100).padStart(2, '0')},Academic year,Local authority,E92000001,England,${201 + area * 5},E0${6_000_000 + area},Authority ${area},Phase ${phase},Sex ${sex},${figures.join(',')}\n`
  }
}
