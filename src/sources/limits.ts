/**
 * How much a file may be. What is larger is refused before it is read, or as soon as it shows.
 *
 * The largest published file Fiveday reads is 38 MB unpacked; these leave room for forty of them, and none for a file made
 * to fill the disk or the memory of the server.
 */
export const limits = {
  /** Bytes of a file as it is given, and of all that it unpacks to. */
  bytes: 1_500_000_000,
  /** Bytes of a workbook or a map once unpacked: these are read whole. */
  wholeBytes: 60_000_000,
  /** Bytes and rows of a table of text once unpacked: what is used of it waits on the disk until it is written. */
  tableBytes: 400_000_000,
  rows: 4_000_000,
  /** Files in a ZIP. */
  entries: 1_000,
  /** A file that unpacks to more than this many times its size is taken for a bomb, once it has given 10 MB. */
  ratio: 500,
  unsuspected: 10_000_000,
  /** Columns of a sheet. */
  columns: 1_000,
  /** Cells of a workbook, those that it writes once and repeats counted each time. */
  cells: 20_000_000,
  /** Cells of one part of a Parquet file: a part is read whole. */
  cellsAtOnce: 10_000_000,
  /** Properties of a map: those of its first feature, times its features. */
  properties: 5_000_000,
} as const
