import { parentPort, workerData } from 'node:worker_threads'
import { parquetMetadataAsync, parquetRead, type AsyncBuffer, type ColumnChunk, type FileMetaData, type RowGroup } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import { compressors } from 'hyparquet-compressors'
import { bytesInMemory, bytesOfFile } from './bytes.import.ts'
import { limits } from './limits.ts'

/** What the thread of `openParquet` answers, one message for each that it is sent: first the headings, then rows, then an end. */
export type ParquetAnswer =
  | { readonly headings: readonly string[]; readonly rows: number }
  | { readonly cells: readonly (readonly string[])[] }
  | { readonly because: string }
  | 'end'

/** How many rows one answer has at most. */
const rowsOfAnswer = 10_000

const answers = answering()
parentPort?.on('message', () => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin; a window has
  void answers.next().then(({ value, done }) => parentPort?.postMessage(done === true ? 'end' : value))
})

async function* answering(): AsyncGenerator<ParquetAnswer> {
  const bytes = typeof workerData === 'string' ? await bytesOfFile(workerData) : bytesInMemory(bytesGiven())
  const file: AsyncBuffer = {
    byteLength: bytes.size,
    async slice(from, to = bytes.size) {
      const part = await bytes.part(from, Math.max(0, Math.min(to, bytes.size) - from))
      return new Uint8Array(part).buffer
    },
  }
  const metadata = await parquetMetadataAsync(file, { geoparquet: false })
  const because = whyNoTable(metadata)
  if (because !== undefined) {
    yield { because }
    return
  }
  yield { headings: metadata.schema.slice(1).map(({ name }) => name), rows: Number(metadata.num_rows) }
  let from = 0
  for (const group of metadata.row_groups) {
    for (const column of group.columns) await checkPages(file, column, group)
    const rows = await rowsOf(file, metadata, from, from + Number(group.num_rows))
    for (let at = 0; at < rows.length; at += rowsOfAnswer) yield { cells: rows.slice(at, at + rowsOfAnswer).map(asText) }
    from += Number(group.num_rows)
  }
}

function bytesGiven(): Uint8Array {
  if (workerData instanceof Uint8Array) return workerData
  throw new Error('The thread was given no file')
}

/** Why a file is no table that can be read, though its description of itself can. */
function whyNoTable({ schema, num_rows: rows, row_groups: groups }: FileMetaData): string | undefined {
  const [root, ...columns] = schema
  const nested = columns.find(({ num_children: inside, repetition_type: times }) => inside !== undefined || times === 'REPEATED')
  if (nested) return `Its column "${nested.name}" has lists or records in it, as no published table does`
  if (root?.num_children !== columns.length || columns.length > limits.columns) return 'It has no columns, or more than any published table'
  if (Number(rows) > limits.rows) return 'It has more rows than Fiveday reads of one table'
  const largest = Math.max(0, ...groups.map((group) => Number(group.num_rows)))
  if (largest * columns.length > limits.cellsAtOnce) return 'It is written in parts larger than Fiveday reads at once'
  return groups.reduce((sum, group) => sum + group.num_rows, 0n) === rows ? undefined : 'Its parts have other rows than it says'
}

/** Throws for a column whose pages hold more than it says, or end outside it: the reader would follow them wherever they lead. */
async function checkPages(file: AsyncBuffer, { meta_data: column }: ColumnChunk, group: RowGroup): Promise<void> {
  if (!column) throw new Error('a column is described elsewhere')
  const from = Number(column.dictionary_page_offset || column.data_page_offset)
  const reader = { view: new DataView(await file.slice(from, from + Number(column.total_compressed_size))), offset: 0 }
  let values = 0
  while (reader.offset < reader.view.byteLength - 1) {
    const { compressed_page_size: size, data_page_header: one, data_page_header_v2: two } = parquetHeader(reader)
    const held = one?.num_values ?? two?.num_values ?? 0
    values += held
    reader.offset += size
    const isSound = size >= 0 && held >= 0 && reader.offset <= reader.view.byteLength && values <= Number(group.num_rows)
    if (!isSound) throw new Error('a page that leads nowhere')
  }
}

function rowsOf(file: AsyncBuffer, metadata: FileMetaData, rowStart: number, rowEnd: number): Promise<readonly unknown[][]> {
  return new Promise((resolve, reject) => {
    const wanted = { file, metadata, rowStart, rowEnd, compressors: bounded, onComplete: resolve }
    parquetRead(wanted).then(() => reject(new Error('no rows were given')), reject)
  })
}

/** The unpackers, none of which makes room for more than a page of a published file could hold. */
const bounded = Object.fromEntries(
  Object.entries(compressors).map(([name, unpack]) => [
    name,
    (packed: Uint8Array, size: number) => {
      if (!(size <= limits.wholeBytes)) throw new Error(`a page of ${size} bytes`)
      return unpack(packed, size)
    },
  ]),
)

function asText(row: readonly unknown[]): readonly string[] {
  return row.map((cell) => {
    if (cell === null) return ''
    if (typeof cell === 'string') return cell
    if (typeof cell === 'number' || typeof cell === 'bigint' || typeof cell === 'boolean') return String(cell)
    if (cell instanceof Date) return cell.toISOString().replace('T00:00:00.000Z', '')
    throw new Error('a cell that is no text, number or day')
  })
}
