import type { SheetCell, Spreadsheet } from '../documents/spreadsheet.ts'
import { inWords } from '../lib/day.ts'
import { nothingJudged } from '../statements/criterion-judgement.ts'
import { codeHeading, codeOf, headings, inPieces, statementHeading, type WholeEvaluation } from './away.ts'
import { cellText, guidance, standsSays } from './away-words.ts'

/** The whole self-evaluation as a spreadsheet that can be brought back. Its last column, hidden, says what each row was when it left. */
export function awaySpreadsheet(whole: WholeEvaluation, { creator, made }: { readonly creator: string; readonly made: Date }): Spreadsheet {
  const { framework } = whole
  return {
    title: `Self-evaluation: ${framework.shortTitle}`,
    creator,
    keywords: ['self-evaluation', framework.shortTitle],
    made,
    sheets: [
      {
        name: 'Read_me',
        title: `Self-evaluation of ${creator}: ${framework.title}`,
        lines: [
          ...guidance.map((text) => ({ text })),
          { text: 'Grades', heading: true as const },
          ...framework.scale.grades.map(({ title, says }) => ({ text: `${title}: ${says}` })),
          { text: 'Confidence: low, medium or high' },
        ],
      },
      criteriaSheet(whole),
      statementsSheet(whole),
      actionsSheet(whole),
    ],
  }
}

const text = (says: string): SheetCell => ({ text: says })
const column = (heading: string, width: number) => ({ heading, width, numeric: false })
const codeColumn = { heading: codeHeading, width: 12, numeric: false, hidden: true as const }

function criteriaSheet({ authority, framework, judgements }: WholeEvaluation) {
  const by = new Map(judgements.map((one) => [one.criterion, one]))
  const rows = framework.themes.flatMap((theme) =>
    theme.criteria.map(({ key, text: asks }) => {
      const now = by.get(key)
      const code = codeOf({
        authority,
        framework: framework.key,
        kind: 'criterion',
        key,
        number: now?.number ?? 0,
        version: now?.version ?? 0,
      })
      const said = headings.map(({ part }) => text(cellText({ framework }, part, now ?? nothingJudged)))
      return [text(key), text(theme.title), text(asks), ...said, text(standsSays(now)), text(code)]
    }),
  )
  const widths = { grade: 16, confidence: 14, reason: 50, strengths: 40, gaps: 40, better: 40 } as const
  const columns = [column('Criterion', 11), column('Theme', 24), column('What is looked for', 40), ...headings.map(({ part, heading }) => column(heading, widths[part])), column('State', 18), codeColumn] // prettier-ignore
  return { name: 'Criteria', title: 'Criteria and their judgements', lines: [], table: { name: 'criteria', columns, rows } }
}

function statementsSheet({ authority, framework, statements }: WholeEvaluation) {
  const by = new Map(statements.map((one) => [one.theme, one]))
  const rows = framework.themes.flatMap(({ key, title }) => {
    const now = by.get(key)
    const code = codeOf({
      authority,
      framework: framework.key,
      kind: 'statement',
      key,
      number: now?.number ?? 0,
      version: now?.version ?? 0,
    })
    const pieces = inPieces(now?.text ?? '')
    const state = now ? `Statement ${now.number}, version ${now.version}: ${now.state}` : 'Not begun yet'
    return pieces.map((piece, i) => [text(title), text(`${i + 1} of ${pieces.length}`), text(piece.text), text(state), text(`${code} ${i + 1}/${pieces.length}${piece.goesOn ? '+' : ''}`)]) // prettier-ignore
  })
  const columns = [column('Theme', 28), column('Part', 10), column(statementHeading, 100), column('State', 18), codeColumn]
  const lines = [
    {
      text: 'Each statement is Markdown: # before a heading, - before an item of a list. A long one stands in several rows, in their order.',
    },
  ]
  return { name: 'Statements', title: 'Position statements', lines, table: { name: 'statements', columns, rows } }
}

function actionsSheet({ actions }: WholeEvaluation) {
  const rows = actions.map((action) => [
    text(action.what),
    text(action.done_means),
    text(action.owner_name ?? 'Nobody yet'),
    text(action.due_on ? inWords(action.due_on) : 'No day yet'),
    text(action.rag),
    text(action.criterion ?? action.theme ?? ''),
  ])
  const columns = [column('Action', 50), column('Done means', 40), column('Who', 20), column('By when', 18), column('Light', 10), column('Of', 12)] // prettier-ignore
  const lines = [{ text: 'To read only: what is changed here is not brought back. Change actions on their own page.' }]
  const none = rows.length > 0 ? rows : [[text('There are no open actions'), ...columns.slice(1).map(() => text(''))]]
  return { name: 'Actions_to_read', title: 'Open actions', lines, table: { name: 'actions', columns, rows: none } }
}
