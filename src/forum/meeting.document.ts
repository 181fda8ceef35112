import type { Action } from '../actions/action.ts'
import type { Block, Document, Section } from '../documents/document.ts'
import { inWords, type Day } from '../lib/day.ts'
import { partsOf, plainOf, type Part } from '../position-statements/markdown.ts'
import type { AgendaItem, Meeting } from './forum-meeting.ts'

/** What the papers of a meeting are made of. */
export interface MeetingPrinted {
  readonly meeting: Meeting
  readonly items: readonly AgendaItem[]
  readonly actions: readonly Action[]
  readonly author: string
  readonly today: Day
}

/** The agenda of a meeting, to print or send. */
export function agendaDocument({ meeting, items, author, today }: MeetingPrinted): Document {
  const about = (item: AgendaItem): readonly Block[] => (item.because === '' ? [] : [{ kind: 'paragraph', text: item.because }])
  return {
    title: 'Agenda',
    subtitle: whenAndWhere(meeting),
    author,
    made: inWords(today),
    sections: items.map((item, i) => ({ heading: `${i + 1}. ${item.title}`, blocks: about(item), sections: [] })),
  }
}

/** The minutes of a meeting: who was present, each item with what was decided, the minutes, and the actions that came of it. */
export function minutesDocument({ meeting, items, actions, author, today }: MeetingPrinted): Document {
  const decided: readonly Section[] = items.map((item, i) => ({
    heading: `${i + 1}. ${item.title}`,
    blocks: [
      ...(item.because === '' ? [] : [{ kind: 'note' as const, text: item.because }]),
      { kind: 'paragraph', text: item.decided === '' ? 'No decision is recorded.' : `Decided: ${item.decided}` },
    ],
    sections: [],
  }))
  return {
    title: 'Minutes',
    subtitle: whenAndWhere(meeting),
    author,
    made: inWords(today),
    opening: [
      { kind: 'note', text: meeting.state === 'agreed' ? 'These minutes are agreed.' : 'A draft: these minutes are not agreed yet.' },
      { kind: 'paragraph', text: `Present: ${meeting.present === '' ? 'not recorded' : meeting.present}` },
    ],
    sections: [
      { heading: 'Agenda and decisions', blocks: [], sections: decided },
      ...(meeting.minutes === '' ? [] : [{ heading: 'What was said', blocks: partsOf(meeting.minutes).flatMap(blocksOf), sections: [] }]),
      ...(actions.length === 0 ? [] : [actionsSection(actions, today)]),
    ],
  }
}

const whenAndWhere = ({ meets_on: on, place }: Meeting) => `Forum, ${inWords(on)}${place === '' ? '' : `, ${place}`}`

function actionsSection(actions: readonly Action[], today: Day): Section {
  const rows = actions.map((one) => [one.what, one.owner_name ?? 'Nobody yet', one.due_on === null ? 'No day set' : inWords(one.due_on), one.state]) // prettier-ignore
  const caption = `Actions of this meeting, as they stood on ${inWords(today)}`
  return {
    heading: 'Actions',
    blocks: [{ kind: 'table', caption, table: { head: ['What', 'Who', 'By when', 'State'], rows, numeric: [] } }],
    sections: [],
  }
}

function blocksOf(part: Part): readonly Block[] {
  if (part.kind === 'paragraph' || part.kind === 'heading') return [{ kind: 'paragraph', text: plainOf(part.inside) }]
  if (part.kind === 'list') return [{ kind: 'list', items: part.items.map((item, i) => `${part.start === null ? '' : `${part.start + i}. `}${item.map(textOf).join('\n')}`) }] // prettier-ignore
  if (part.kind === 'table') return [{ kind: 'table', caption: 'Table', table: { head: part.head.map((cell) => plainOf(cell)), rows: part.rows.map((row) => row.map((cell) => plainOf(cell))), numeric: [] } }] // prettier-ignore
  return part.kind === 'rule' ? [] : [{ kind: 'note', text: textOf(part) }]
}

function textOf(part: Part): string {
  if (part.kind === 'paragraph' || part.kind === 'heading') return plainOf(part.inside)
  if (part.kind === 'list') return part.items.map((item) => `– ${item.map(textOf).join('\n')}`).join('\n')
  if (part.kind === 'quote') return part.parts.map(textOf).join('\n')
  if (part.kind === 'code') return part.text
  return part.kind === 'table' ? [part.head, ...part.rows].map((row) => row.map((cell) => plainOf(cell)).join(' | ')).join('\n') : ''
}
