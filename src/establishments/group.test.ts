import assert from 'node:assert/strict'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { importOne } from '../../test/made-up-files.ts'
import { aDay, aUrn, freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { groupImporters } from './group.import.ts'
import { groupsOf } from './group.store.ts'
import { groupLines, withGroups } from './group.view.ts'

const known = { importers: groupImporters }

/** The layouts that the register publishes, with made-up groups. */
const allGroups = (...rows: readonly string[]) =>
  [
    'Group UID,Group ID,Group Name,Companies House Number,Group Type (code),Group Type,Closed Date,Group Status (code),Group Status,Group Contact Street,Group Contact Locality,Group Contact Address3,Group Contact Town,Group Contact County,Group Contact Postcode,Head of Group Title,Head of Group First Name,Head of Group Last Name,UKPRN,Incorporated on (open date),Open date',
    ...rows,
    '',
  ].join('\r\n')

const groupLinks = (...rows: readonly string[]) =>
  [
    'URN,Group UID,Group ID,Group Name,Companies House Number,Group Type (code),Group Type,Closed Date,Group Status (code),Group Status,Joined date,EstablishmentName,TypeOfEstablishment (code),TypeOfEstablishment (name),PhaseOfEducation (code),PhaseOfEducation (name),LA (code),LA (name),Incorporated on (open date),Open date',
    ...rows,
    '',
  ].join('\r\n')

const membership = (...rows: readonly string[]) =>
  [
    'Group UID,Group ID,Group Name,Group Type,Companies House Number,Group Open Date,Group Closed Date,Group Status,URN,EstablishmentName,Establishment OpenDate,Establishment CloseDate,Date Joined Group,Date Left Group,UKPRN',
    ...rows,
    '',
  ].join('\r\n')

const ash =
  '1234,TR00001,Ash Learning Trust,01234567,06,Multi-academy trust,,1,Open,1 High Street,,,Larkham,,LA1 1AA,Ms,A,Name,10000001,12-03-2012,12-03-2012'

test('a school’s trust is known with its number at Companies House and the day the school joined', async (t) => {
  const db = await freshDb(t)
  const link =
    '900001,1234,TR00001,ASH LEARNING TRUST,01234567,06,Multi-academy trust,,1,Open,01-09-2014,Ash Primary,34,Academy converter,2,Primary,001,Larkshire,12-03-2012,12-03-2012'

  const first = await importOne(t, db, iconv.encode(allGroups(ash), 'win1252'), known)
  const second = await importOne(t, db, groupLinks(link), known)

  assert.deepEqual([first.source, first.rows_used, second.source, second.rows_used], ['register-groups', 1, 'register-group-links', 1])
  const groups = await groupsOf(reading(db), aUrn('900001'))
  assert.deepEqual(groupLines(groups), [{ what: 'Trust', text: 'Ash Learning Trust (company 01234567), since 1 September 2014' }])
})

test('a school’s earlier trusts are told with the days it joined and left, and a membership stated twice once', async (t) => {
  const db = await freshDb(t)
  const history = membership(
    '77,TR00077,Old Trust,Single-academy trust,,2011-04-01,2014-08-31,Closed,900001,Ash Primary,2011-04-01,,2011-04-01 00:00:00,31/08/2014,',
    '1234,TR00001,Ash Learning Trust,Multi-academy trust,01234567,2012-03-12,,Open,900001,Ash Primary,2011-04-01,,01-09-2014,,',
    '99,TR00099,Empty Trust,Multi-academy trust,,2012-03-12,,Open,,,,,,,',
  )
  await importOne(t, db, groupLinks('900001,1234,TR00001,Ash Learning Trust,01234567,06,Multi-academy trust,,1,Open,01-09-2014,Ash Primary,,,,,,,,', '900001,55,,Valley Federation,,01,Federation,,1,Open,,Ash Primary,,,,,,,,'), known) // prettier-ignore

  const run = await importOne(t, db, history, known)

  assert.deepEqual([run.source, run.rows_read, run.rows_used], ['register-membership', 3, 3])
  assert.deepEqual(groupLines(await groupsOf(reading(db), aUrn('900001'))), [
    { what: 'Trust', text: 'Ash Learning Trust (company 01234567), since 1 September 2014' },
    { what: 'Federation', text: 'Valley Federation' },
    { what: 'Earlier trust', text: 'Old Trust, from 1 April 2011 until 31 August 2014' },
  ])
})

test('a file of links from before 2018, which calls the UID otherwise, is read too', async (t) => {
  const db = await freshDb(t)
  const before = 'Linked UID,Group Name,Companies House Number,Group Type,Closed Date,URN,EstablishmentName\r\n1234,Ash Learning Trust,01234567,Multi-academy trust,,900001,Ash Primary\r\n' // prettier-ignore

  const run = await importOne(t, db, before, known)

  assert.deepEqual([run.source, run.rows_used], ['register-group-links', 1])
  assert.equal((await groupsOf(reading(db), aUrn('900001')))[0]?.uid, '1234')
})

test('a row of a group that cannot be used is refused with its reason', async (t) => {
  const db = await freshDb(t)
  const end = ',,,,,,,,,,,,,'

  const run = await importOne(
    t,
    db,
    groupLinks(
      `900001,1,,A,,06,Multi-academy trust,,1,Open,01-09-2014${end.slice(0, 9)}`,
      `900001,x,,A,,06,Multi-academy trust,,1,Open,${end.slice(0, 9)}`,
      `900001,1,,,,06,Multi-academy trust,,1,Open,${end.slice(0, 9)}`,
      `9,1,,A,,06,Multi-academy trust,,1,Open,${end.slice(0, 9)}`,
      `900001,1,,A,,06,Multi-academy trust,,1,Open,31-02-2014${end.slice(0, 9)}`,
      `900001,1,,A,,06,Multi-academy trust,,1,Open,01-09-2014${end.slice(0, 9)}`,
      `100001,1,,A,,06,Multi-academy trust,,1,Open,${end.slice(0, 9)}`,
    ),
    known,
  )

  assert.deepEqual(
    (await refusedRows(reading(db), run.id, { limit: 100, offset: 0 })).map(({ line, reason }) => `${line} ${reason}`),
    [
      '3 The UID "x" of the group is no number',
      '4 The name or the type of the group is empty',
      '5 URN "9" is not six digits',
      '6 Joined date "31-02-2014" is not a day like 31-08-2025',
      '7 That 900001 belongs to the group 1 stands on line 2 already',
      '8 URN 100001 is of another country than the rows before it',
    ],
  )
})

test('a group that stands twice in the file of all groups counts once', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, allGroups(ash, ash), known)

  assert.deepEqual([run.rows_used, run.rows_refused], [1, 1])
})

test('a trust that another file names too is told once, with its days, where the trust stands', () => {
  const trust = { uid: '1', name: 'Ash Learning Trust', type: 'Multi-academy trust', status: 'Open', companies_house_number: null, joined_on: aDay('2014-09-01'), left_on: null } // prettier-ignore

  const facts = withGroups([['URN', '900001'], ['Trust', 'ASH LEARNING TRUST'], ['Sponsor', 'Ash University'], ['Ages', '4 to 11']], [trust]) // prettier-ignore

  assert.deepEqual(facts, [['URN', '900001'], ['Trust', 'Ash Learning Trust, since 1 September 2014'], ['Sponsor', 'Ash University'], ['Ages', '4 to 11']]) // prettier-ignore
})
