import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anArea, freshDb } from '../../test/support.ts'

// These run on the embedded database and on a server, so what one gives the other gives.

test('every kind of value comes from the database as the same value, whichever database it is', async (t) => {
  const db = await freshDb(t)

  const { rows } = await sql`select
    true as yes, 7::smallint as small, 7::integer as whole, 9007199254740991::bigint as big, (select count(*) from reorganisation) as counted,
    17.75::double precision as double, 'NaN'::double precision as nan, 0.1::real as single, 17.750::numeric as decimal, sum(x) as summed,
    avg(x) as mean, date '2026-07-01' as day, timestamptz '2026-07-01 09:30:00.25+01' as moment, 'O''Neill’s' as text, null::date as none,
    '{"a": [1, "b", null]}'::jsonb as json, '[1]'::jsonb as list, 'true'::jsonb as truth, '\\x00ff'::bytea as bytes
    from (values (1), (2)) as v(x)`.execute(db)

  assert.deepEqual(rows, [
    {
      yes: true,
      small: 7,
      whole: 7,
      big: Number.MAX_SAFE_INTEGER,
      counted: 11,
      double: 17.75,
      nan: Number.NaN,
      single: 0.1,
      decimal: '17.750',
      summed: 3,
      mean: '1.5000000000000000',
      day: '2026-07-01',
      moment: new Date('2026-07-01T08:30:00.250Z'),
      text: "O'Neill’s",
      none: null,
      json: { a: [1, 'b', null] },
      list: [1],
      truth: true,
      bytes: new Uint8Array([0, 255]),
    },
  ])
})

test('lists come as lists of the same values', async (t) => {
  const db = await freshDb(t)

  const { rows } = await sql`select
    array['plain', 'two words', 'a "quote"', 'back\\slash', 'comma, brace }', '', 'NULL', null]::text[] as texts,
    array[1, null, 3] as wholes, array[1, 2]::bigint[] as bigs, array[0.5, 'NaN']::double precision[] as doubles,
    array[date '2026-07-01'] as days, array[true, false] as truths, array[1.50]::numeric[] as decimals,
    array[[1, 2], [3, 4]] as nested, '{}'::text[] as nothing, array[timestamptz '2026-07-01 00:00+00'] as moments`.execute(db)

  assert.deepEqual(rows, [
    {
      texts: ['plain', 'two words', 'a "quote"', 'back\\slash', 'comma, brace }', '', 'NULL', null],
      wholes: [1, null, 3],
      bigs: [1, 2],
      doubles: [0.5, Number.NaN],
      days: ['2026-07-01'],
      truths: [true, false],
      decimals: ['1.50'],
      nested: [
        [1, 2],
        [3, 4],
      ],
      nothing: [],
      moments: [new Date('2026-07-01T00:00:00Z')],
    },
  ])
})

test('values given to the database arrive as what they are', async (t) => {
  const db = await freshDb(t)
  const moment = new Date('2026-07-01T08:30:00.250Z')

  const { rows } =
    await sql`select ${true}::boolean as yes, ${7}::integer as whole, ${12n}::bigint as big, ${0.1}::double precision as double,
    ${'a'}::text as text, ${null}::text as none, ${moment}::timestamptz as moment, ${'2026-07-01'}::date as day,
    ${{ a: [1, null] }}::jsonb as json, ${['a"b\\', 'c,d', null]}::text[] as texts,
    ${'931'} = any(${['202', '931']}) as found, ${new Uint8Array([0, 255])}::bytea = '\\x00ff'::bytea as bytes`.execute(db)

  assert.deepEqual(rows, [
    {
      yes: true,
      whole: 7,
      big: 12,
      double: 0.1,
      text: 'a',
      none: null,
      moment,
      day: '2026-07-01',
      json: { a: [1, null] },
      texts: ['a"b\\', 'c,d', null],
      found: true,
      bytes: true,
    },
  ])
})

test('a moment does not depend on where the process runs', async (t) => {
  const db = await freshDb(t)

  const { rows } = await sql`select timestamptz '2026-07-01 23:30:00+00'::date as day, date '2026-03-29'::timestamptz as midnight`.execute(
    db,
  )

  assert.deepEqual(rows, [{ day: '2026-07-01', midnight: new Date('2026-03-29T00:00:00Z') }])
})

test('how many rows a change touched is told', async (t) => {
  const db = await freshDb(t)

  const [updated] = await db
    .updateTable('reorganisation')
    .set({ source: 'Changed' })
    .where('code', 'in', [anArea('835'), anArea('836')])
    .execute()
  const [deleted] = await db.deleteFrom('reorganisation').where('code', '=', anArea('202')).execute()

  assert.equal(updated?.numUpdatedRows, 2n)
  assert.equal(deleted?.numDeletedRows, 0n)
})

test('a refusal by the database names the rule that was broken', async (t) => {
  const db = await freshDb(t)

  const refused = await db
    .insertInto('installation')
    .values({ country: 'real' })
    .execute()
    .catch((problem: unknown) => problem)

  const { message, code, constraint } = refused as { message: string; code: string; constraint: string }
  assert.match(message, /duplicate key/)
  assert.equal(code, '23505')
  assert.equal(constraint, 'installation_pkey')
})
