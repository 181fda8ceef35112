import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importOne } from '../../test/made-up-files.ts'
import { freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { boundaries } from './area.store.ts'

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [-1, 51],
      [-1, 52],
      [0, 52],
      [-1, 51],
    ],
  ],
}

function map(...features: readonly { readonly dfe: string; readonly geometry: unknown }[]): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(({ dfe, geometry }) => ({ type: 'Feature', properties: { gss: 'E1', name: 'A', dfe, region: 'R' }, geometry })),
  })
}

test('the outline of each authority is kept as it was drawn', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, map({ dfe: '931', geometry: square }))

  assert.equal(run.state, 'done')
  assert.deepEqual(await boundaries(reading(db)), [{ code: '931', name: 'A', geometry: square }])
})

test('a feature that is no outline in longitude and latitude is refused', async (t) => {
  const db = await freshDb(t)
  const eastings = {
    type: 'Polygon',
    coordinates: [
      [
        [451_000, 206_000],
        [452_000, 206_000],
        [451_000, 206_000],
      ],
    ],
  }

  const run = await importOne(
    t,
    db,
    map(
      { dfe: '931', geometry: square },
      { dfe: '801', geometry: eastings },
      { dfe: '802', geometry: null },
      { dfe: '803', geometry: { type: 'Point', coordinates: [0, 51] } },
      { dfe: '931', geometry: square },
    ),
  )

  assert.deepEqual(await refusedRows(reading(db), run.id, { limit: 10, offset: 0 }), [
    { line: 2, reason: 'Its geometry is not in longitude and latitude' },
    { line: 3, reason: 'It has no geometry' },
    { line: 4, reason: 'Its geometry is not an outline but a Point' },
    { line: 5, reason: 'dfe 931 has a boundary in an earlier feature already' },
  ])
})

test('a map made to break its reader is refused, in words', async (t) => {
  const db = await freshDb(t)
  const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  const wide = `{${Array.from({ length: 5001 }, (_, i) => `"p${i}":1`).join()}}`

  const message = async (text: string) => (await importOne(t, db, text)).message ?? ''

  assert.match(await message(map({ dfe: '931', geometry: 'here' }).replace('"here"', nested)), /nested deeper/)
  assert.match(await message(map({ dfe: '931', geometry: { type: { toString: 1 }, coordinates: [] } })), /Its geometry is not GeoJSON/)
  assert.match(await message(map({ dfe: '931\0', geometry: square })), /zero bytes/)
  assert.match(
    await message(`{"type":"FeatureCollection","features":[{"properties":${wide}}${',{}'.repeat(1000)}]}`),
    /more than 5,000,000 properties/,
  )
})

test('JSON that is no map, or ends early, is refused', async (t) => {
  const db = await freshDb(t)

  assert.match((await importOne(t, db, '{"a":1}')).message ?? '', /JSON, but not a map/)
  assert.match((await importOne(t, db, map({ dfe: '931', geometry: square }).slice(0, 80))).message ?? '', /half-written or damaged/)
})
