import { importers } from '../src/features.ts'
import type { Source } from '../src/sources/source.ts'

/** `docs/sources.md`, as the published files that can be read say of themselves. */
export const sourcesPage = `# Published files that can be imported

Printed from the sources by \`npm run docs\`; a test fails when it is not current. A file is known by its content, never by its name.

${importers.map(({ source }) => sectionOf(source)).join('\n')}`

function sectionOf(source: Source): string {
  return `## ${source.name}

${source.gives}

- Published by: ${source.publisher}
- Named: \`${source.key}\`
- Form: ${source.form}
- Kept: ${source.kept}
- Known by: ${source.headings.map((heading) => `\`${heading}\``).join(', ')}
${source.quirks.map((quirk) => `- ${quirk}`).join('\n')}
`
}
