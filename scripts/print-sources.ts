import { importers } from '../src/features.ts'
import { inMegabytes } from '../src/sources/bytes.import.ts'
import { limits } from '../src/sources/limits.ts'
import type { Source } from '../src/sources/source.ts'

/** `docs/sources.md`, as the published files that can be read say of themselves. */
export const sourcesPage = `# Published files that can be imported

Printed from the sources by \`npm run docs\`; a test fails when it is not current. A file is known by its content, never by its name.

- Text is UTF-8, with or without a byte order mark, or Windows-1252; lines end in LF, CRLF or CR. UTF-16 is refused.
- A file of the form csv may come as Parquet too, and a workbook is an Excel workbook (.xlsx) or an OpenDocument spreadsheet (.ods).
- A gzip file is read as what it packs. Of a ZIP each file that is known is imported; the others are named and left alone.
- A file, and all that it unpacks to, may have ${inMegabytes(limits.bytes)}; a workbook or a map ${inMegabytes(limits.wholeBytes)}; a ZIP ${limits.entries.toLocaleString('en-GB')} files. What unpacks to more than ${limits.ratio} times its size is refused as a bomb.
- An import is whole or nothing. The same content again changes nothing. Every row is used, or listed with its line and why not.
- An installation holds one country. The first real file removes everything made up.

${importers.map(({ source }) => sectionOf(source)).join('\n')}`

function sectionOf(source: Source): string {
  return `## ${source.name}

${source.gives}

- Published by: ${source.publisher}
- Named: \`${source.key}\`
- Form: ${source.form}
- Kept: ${source.kept}
${[source.headings, ...(source.alsoKnownBy ?? [])].map(knownBy).join('\n')}
${source.quirks.map((quirk) => `- ${quirk}`).join('\n')}
`
}

function knownBy(headings: readonly string[], place: number): string {
  return `- ${place === 0 ? 'Known by' : 'Or by'}: ${headings.map((heading) => `\`${heading}\``).join(', ')}`
}
