import { sql } from 'kysely'
import type { Country } from '../authorities/area.ts'
import type { Db, Reads } from '../db/connect.ts'

/** Which country this installation holds files of; undefined before the first. */
export async function countryHeld(reads: Reads): Promise<Country | undefined> {
  const held = await reads.selectFrom('installation').select('country').executeTakeFirst()
  return held?.country ?? undefined
}

export async function holdCountry(tx: Db, country: Country): Promise<void> {
  await tx.updateTable('installation').set({ country }).execute()
}

/**
 * Removes everything of the made-up country, so that the first real file starts afresh and no made-up row can enter a
 * national figure.
 *
 * Published facts go, with the imports that gave them, and the lights, the name and the invitations of a made-up authority.
 * Accounts stay; which authority they are for is asked again. The audit trail stays, as it always does.
 */
export async function forgetMadeUp(tx: Db, run: number): Promise<void> {
  await tx.deleteFrom('observation').execute()
  await tx.deleteFrom('series').execute()
  await tx.deleteFrom('dictionary_entry').execute()
  await tx.deleteFrom('judgement').execute()
  await tx.deleteFrom('published_judgement').execute()
  await tx.deleteFrom('report_card_area').execute()
  await tx.deleteFrom('graded_school').execute()
  await tx.deleteFrom('school_record').execute()
  await tx.deleteFrom('spread').execute()
  await tx.deleteFrom('school_figures').execute()
  await tx.deleteFrom('school_comparison').execute()
  await tx.deleteFrom('performance_row').execute()
  await tx.deleteFrom('performance_file').execute()
  await tx.deleteFrom('published_column').execute()
  await tx.deleteFrom('quality_explanation').execute()
  await tx.deleteFrom('statistic_file').execute()
  await tx.deleteFrom('establishment').execute()
  await tx.deleteFrom('establishment_link').execute()
  await tx.deleteFrom('establishment_group').execute()
  await tx.deleteFrom('group_membership').execute()
  await tx.deleteFrom('named_establishment').execute()
  await tx.deleteFrom('spending_row').execute()
  await tx.deleteFrom('spending_file').execute()
  await tx.deleteFrom('neighbour').execute()
  await tx.deleteFrom('neighbour_set').execute()
  await tx.deleteFrom('boundary').execute()
  await tx.deleteFrom('area_name').execute()
  await tx.deleteFrom('area').execute()
  const madeUp = sql<boolean>`authority like '0%'`
  for (const table of evaluationTables) await tx.deleteFrom(table).where(madeUp).execute()
  await tx.deleteFrom('assessed_trigger').where(madeUp).execute()
  await tx.deleteFrom('term_assessment').where(madeUp).execute()
  await tx.deleteFrom('set_limits').where(madeUp).execute()
  await tx.deleteFrom('chosen_set').where(madeUp).execute()
  await tx.deleteFrom('trigger_set').where(madeUp).execute()
  await tx.deleteFrom('recorded_light').where(madeUp).execute()
  await tx.deleteFrom('complaint').where(madeUp).execute()
  await tx.deleteFrom('correspondence').where(madeUp).execute()
  await tx.deleteFrom('term_dates').where(madeUp).execute()
  await tx.deleteFrom('scenario').where(madeUp).execute()
  await tx.deleteFrom('mail_alert').where(madeUp).execute()
  await tx.deleteFrom('mail').where(madeUp).execute()
  await tx.deleteFrom('mail_wording').where(madeUp).execute()
  await tx.deleteFrom('alert_seen').where(madeUp).execute()
  await tx.deleteFrom('following').where(madeUp).execute()
  await tx.deleteFrom('alert').where(madeUp).execute()
  await tx.deleteFrom('told_picture').where(madeUp).execute()
  await tx.deleteFrom('council').where(madeUp).execute()
  await tx.updateTable('account').set({ authority: null }).where(madeUp).execute()
  await tx.deleteFrom('invitation').where(madeUp).execute()
  await tx.deleteFrom('import_run').where('id', '<>', run).where('state', 'in', ['done', 'unchanged']).execute()
}

// The authority's own work on its self-evaluation, what hangs on another before what it hangs on.
const evaluationTables = [
  'agenda_item',
  'forum_meeting',
  'letter_passage',
  'inspection_letter',
  'own_position',
  'action_note',
  'action',
  'evidence_criterion',
  'evidence_item',
  'statement_comment',
  'statement_text',
  'position_statement',
  'judgement_step',
  'criterion_judgement',
  'duty_helper',
  'duty',
  'review',
  'away_file',
  'carried',
  'chosen_framework',
  'loaded_framework',
] as const
