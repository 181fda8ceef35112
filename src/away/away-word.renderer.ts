import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType, type FileChild } from 'docx'
import { inWords } from '../lib/day.ts'
import { nothingJudged } from '../statements/criterion-judgement.ts'
import { carriable, codeHeading, codeOf, headings, statementHeading, type WholeEvaluation } from './away.ts'
import { cellText, guidance, standsSays } from './away-words.ts'

/** The whole self-evaluation as a Word file that can be brought back: a table for each criterion and each statement, which says what it was when it left. */
export async function awayWord(
  whole: WholeEvaluation,
  { creator, made }: { readonly creator: string; readonly made: string },
): Promise<Uint8Array> {
  const { framework } = whole
  const children: FileChild[] = [
    heading(HeadingLevel.TITLE, `Self-evaluation: ${framework.shortTitle}`),
    new Paragraph({ children: [new TextRun(`${creator}. ${made}`)] }),
    ...guidance.map((text) => new Paragraph({ children: [new TextRun(text)] })),
    new Paragraph({ children: [new TextRun(`Grades: ${framework.scale.grades.map(({ title }) => title).join(', ')}. Confidence: low, medium, high.`)] }), // prettier-ignore
    ...framework.themes.flatMap((theme) => themeOut(whole, theme)),
    heading(HeadingLevel.HEADING_1, 'Open actions, to read only'),
    ...actionsOut(whole),
  ]
  const file = new Document({
    title: `Self-evaluation: ${framework.shortTitle}`,
    creator,
    styles: { default: { document: { run: { font: 'Arial', size: 22, language: { value: 'en-GB' } }, paragraph: { spacing: { after: 80 } } } } }, // prettier-ignore
    sections: [{ children }],
  })
  return new Uint8Array(await Packer.toArrayBuffer(file))
}

const heading = (level: (typeof HeadingLevel)[keyof typeof HeadingLevel], text: string) =>
  new Paragraph({ heading: level, children: [new TextRun(carriable(text))], keepNext: true })

type ThemeOut = WholeEvaluation['framework']['themes'][number]

function themeOut({ authority, framework, judgements, statements }: WholeEvaluation, theme: ThemeOut): FileChild[] {
  const statement = statements.find((one) => one.theme === theme.key)
  const of = { authority, framework: framework.key }
  const version = { number: statement?.number ?? 0, version: statement?.version ?? 0 }
  return [
    heading(HeadingLevel.HEADING_1, theme.title),
    heading(HeadingLevel.HEADING_2, 'Position statement'),
    form(codeOf({ ...of, kind: 'statement', key: theme.key, ...version }), [
      ['State', statement ? `Statement ${statement.number}, version ${statement.version}: ${statement.state}` : 'Not begun yet'],
      [statementHeading, statement?.text ?? ''],
    ]),
    ...theme.criteria.flatMap(({ key, text }) => {
      const now = judgements.find((one) => one.criterion === key)
      const code = codeOf({ ...of, kind: 'criterion', key, number: now?.number ?? 0, version: now?.version ?? 0 })
      const said = headings.map(({ part, heading: name }) => [name, cellText({ framework }, part, now ?? nothingJudged)] as const)
      return [heading(HeadingLevel.HEADING_2, `${key} ${text}`), form(code, [['State', standsSays(now)], ...said])]
    }),
  ]
}

/** A table of two columns: what each row is called, and what it says, a paragraph to a line. */
function form(code: string, rows: readonly (readonly [name: string, says: string])[]): Table {
  const cell = (size: number, paragraphs: Paragraph[]) => new TableCell({ width: { size, type: WidthType.PERCENTAGE }, margins: { top: 60, bottom: 60, left: 80, right: 80 }, children: paragraphs }) // prettier-ignore
  const row = (name: string, paragraphs: Paragraph[]) => new TableRow({ children: [cell(22, [new Paragraph({ children: [new TextRun({ text: name, bold: true })] })]), cell(78, paragraphs)] }) // prettier-ignore
  const small = new Paragraph({ children: [new TextRun({ text: code, size: 14, color: '505A5F' })] })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(codeHeading, [small]), ...rows.map(([name, says]) => row(name, carriable(says).split('\n').map(lineOut)))],
  })
}

const lineOut = (line: string) => new Paragraph({ children: line === '' ? [] : [new TextRun(line)] })

function actionsOut({ actions }: WholeEvaluation): Paragraph[] {
  if (actions.length === 0) return [new Paragraph({ children: [new TextRun('There are none.')] })]
  return actions.map(({ what, owner_name: owner, due_on: due, rag }) => {
    const by = `${owner ?? 'Nobody yet'}, ${due ? `by ${inWords(due)}` : 'no day yet'}, ${rag}`
    return new Paragraph({ bullet: { level: 0 }, children: [new TextRun(carriable(`${what} (${by})`))] })
  })
}
