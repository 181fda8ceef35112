import { countEveryTable, engineOf, fenceStands, migrationsRun } from '../db/health.ts'
import { shippedFrameworks } from '../frameworks/framework.import.ts'
import type { Called, CalledUnopened, Command, ExitCode } from './command.ts'
import type { Where } from './config.ts'
import { canWrite, freeSpace, migrationsThere } from './disk.ts'
import { examine, inGibibytes, report, spaceIsEnough, type Examined } from './doctor.ts'
import { heldInWords } from './held.store.ts'

/** What the doctor is told of the process it runs in. */
export interface Patient {
  readonly where: Where
  readonly node: string
  readonly pinnedNode: string
  /** What holds the data folder, in words; undefined for a database server. */
  readonly held: () => string | undefined
}

/** `fiveday doctor`: examines this installation, also when its database does not open. */
export function doctorCommands(patient: Patient): readonly Command[] {
  return [
    {
      usage: 'doctor',
      summary: 'Examine this installation: Node, disk, database, framework files, and what is held',
      options: [],
      async does(called) {
        return say(called, [...(await outside(patient)), ...(await inside(called, patient))])
      },
      async withoutDatabase(called, why) {
        const opened = { check: 'database opens', sound: false, found: why instanceof Error ? why.message : String(why) }
        return say(called, [...(await outside(patient)), opened])
      },
    },
  ]
}

function say({ options, out }: CalledUnopened, examined: readonly Examined[]): ExitCode {
  if (options.json === true) out.print(JSON.stringify(examined, undefined, 2))
  else for (const line of report(examined)) out.print(line)
  return examined.every(({ sound }) => sound) ? 0 : 1
}

function outside({ where, node, pinnedNode }: Patient): Promise<Examined[]> {
  const folder = 'folder' in where ? where.folder : undefined
  return Promise.all([
    examine('Node', async () => ({
      sound: node === pinnedNode,
      found: node === pinnedNode ? node : `${node}, where ${pinnedNode} was tried`,
    })),
    examine('framework files', async () => {
      const titles = shippedFrameworks().map((framework) => framework.shortTitle)
      return { sound: titles.length > 0, found: titles.join('; ') }
    }),
    ...(folder === undefined ? [] : ofFolder(folder)),
  ])
}

function ofFolder(folder: string): Promise<Examined>[] {
  return [
    examine('data folder', async () => ({ sound: await canWrite(folder), found: `${folder} can be written` })),
    examine('free disk', async () => {
      const free = await freeSpace(folder)
      return { sound: spaceIsEnough(free), found: inGibibytes(free) }
    }),
  ]
}

async function inside({ db, reads }: Called, { where, held }: Patient): Promise<Examined[]> {
  return [
    await examine('database opens', async () => {
      const { version } = await engineOf(db)
      return { sound: true, found: `PostgreSQL ${version}, ${'folder' in where ? 'embedded' : 'on a server'}` }
    }),
    ...('folder' in where
      ? [await examine('lock', async () => ({ sound: held() !== undefined, found: held() ?? 'nobody holds the folder' }))]
      : []),
    await examine('writes reach the disk', async () => {
      const { fsync } = await engineOf(db)
      return { sound: fsync, found: fsync ? 'fsync is on' : 'fsync is off: a power cut could lose what was saved' }
    }),
    await examine('migrations', async () => {
      const ran = await migrationsRun(db)
      const ours = await migrationsThere()
      return { sound: ran.join() === ours.join(), found: `${ran.length} of ${ours.length} ran, the last ${ran.at(-1) ?? 'none'}` }
    }),
    await examine('fence', async () => {
      const stands = await fenceStands(db)
      return { sound: stands, found: stands ? "one authority's work is closed to another" : 'the role fiveday_officer could pass it' }
    }),
    await examine('tables and indexes', async () => {
      const counted = await countEveryTable(db)
      const wrong = counted.filter(({ rows, inIndex }) => rows !== inIndex)
      const disagree = wrong.map(({ table, rows, inIndex }) => `${table} has ${rows} rows and ${inIndex} in its index`)
      return {
        sound: wrong.length === 0,
        found: wrong.length === 0 ? `${counted.length} tables agree with their indexes` : disagree.join('; '),
      }
    }),
    await examine('held', async () => ({ sound: true, found: await heldInWords(reads) })),
  ]
}
