import path from 'node:path'

/**
 * A folder and all those above it, the outermost first: to make one after the other. Asked to make several at once, some systems'
 * own folders, as `/proc`, keep Node at it for ever.
 *
 * @example
 * foldersTo('/data/packs') // => ['/', '/data', '/data/packs']
 */
export function foldersTo(folder: string): readonly string[] {
  const above = path.dirname(folder)
  return above === folder ? [folder] : [...foldersTo(above), folder]
}
