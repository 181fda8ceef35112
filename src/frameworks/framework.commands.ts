import path from 'node:path'
import { parseAreaCode, type AreaCode } from '../authorities/area.ts'
import { authorityNamed } from '../authorities/authority.store.ts'
import type { Called, Command, ExitCode } from '../cli/command.ts'
import { onBehalfOf } from '../db/scope.ts'
import { writeWhole } from '../documents/file.renderer.ts'
import { asOds } from '../documents/ods-spreadsheet.renderer.ts'
import { asXlsx } from '../documents/xlsx-spreadsheet.renderer.ts'
import { readFrameworkFile } from './formats/file.import.ts'
import { frameworkSpreadsheet } from './formats/framework.document.ts'
import { asOscal } from './formats/oscal.ts'
import { asYaml } from './formats/yaml.ts'
import { frameworkByKey, frameworkInUse, frameworksHeld, keyTaken, shippedFramework, shippedOnly } from './framework-in-use.import.ts'
import { chooseFramework, frameworksChosen, loadFramework } from './framework.store.ts'
import { criteriaHeld, type Framework } from './framework.ts'
import { loadableIn } from './loading.import.ts'

const authorityOption = { flags: '--authority <code>', summary: 'the three digits of an authority: 931' }
const formats = ['yaml', 'xlsx', 'ods', 'oscal'] as const

/** List, check, save and load frameworks, and choose the one an authority evaluates itself against. */
export const frameworkCommands: readonly Command[] = [
  {
    usage: 'frameworks list',
    summary: 'the frameworks that come with Fiveday; with --authority also those it loaded, and which it uses',
    options: [authorityOption],
    wrongUse: (options) => (options.authority === undefined ? [] : wrongUse(options)),
    does: list,
  },
  {
    usage: 'frameworks check <file>',
    summary: 'name every fault of a framework file with its line, whatever its format: YAML, OSCAL, XLSX or ODS',
    options: [],
    does: check,
  },
  {
    usage: 'frameworks export <key>',
    summary: 'save a framework as YAML, as a spreadsheet (XLSX or ODS) to change and bring back, or as an OSCAL catalogue',
    options: [
      authorityOption,
      { flags: '--format <format>', summary: 'yaml (as it stands), xlsx, ods or oscal' },
      { flags: '--out <file>', summary: 'the file to write; YAML and OSCAL without one are printed' },
    ],
    wrongUse: wrongExport,
    does: exportOne,
  },
  {
    usage: 'frameworks load <file>',
    summary: 'check a framework file and load it for an authority, under a key of its own',
    options: [authorityOption],
    wrongUse,
    async does(called) {
      const authority = authorityIn(called.options)
      return authority ? load(called, authority) : 2
    },
  },
  {
    usage: 'frameworks choose <key>',
    summary: 'have an authority evaluate itself against a framework; the work under the one before stays readable',
    options: [authorityOption],
    wrongUse,
    async does(called) {
      const authority = authorityIn(called.options)
      return authority ? choose(called, authority) : 2
    },
  },
]

async function list({ reads, options, out }: Called): Promise<ExitCode> {
  const authority = authorityIn(options)
  const held = authority ? await frameworksHeld(reads, authority) : shippedOnly()
  const inUse = authority ? (await frameworkInUse(reads, authority)).key : null
  const all = held.map(({ framework, loaded }) => ({
    key: framework.key,
    title: framework.shortTitle,
    status: framework.status.is,
    in_force_from: framework.inForceFrom,
    criteria: criteriaHeld(framework),
    loaded_by: loaded?.loaded_by ?? null,
    in_use: framework.key === inUse,
  }))
  if (options.json === true) out.print(JSON.stringify({ authority: authority ?? null, frameworks: all }, undefined, 2))
  else for (const one of all) out.print(`${one.key}: ${one.title}, ${one.status}, ${one.criteria} criteria${one.loaded_by === null ? '' : `, loaded by ${one.loaded_by}`}${one.in_use ? ' (in use)' : ''}`) // prettier-ignore
  return 0
}

async function check({ args, folder, options, out }: Called): Promise<ExitCode> {
  const { read, format } = await readFrameworkFile(path.resolve(folder, args[0] ?? ''))
  const faults = read.ok ? [] : read.problems.map(({ where, text }) => ({ where, text }))
  const taken = read.ok ? keyTaken(read.value.key) : undefined
  if (options.json === true)
    out.print(JSON.stringify({ sound: read.ok, format, faults, key: read.ok ? read.value.key : null, key_taken: taken ?? null }, undefined, 2)) // prettier-ignore
  else if (read.ok)
    out.print(`Sound: ${read.value.shortTitle}, ${criteriaHeld(read.value)} criteria.${taken === undefined ? '' : ` ${taken}.`}`)
  else for (const { where, text } of faults) out.complain(`${where}: ${text}`)
  return read.ok ? 0 : 1
}

async function exportOne({ reads, args, folder, options, out, now }: Called): Promise<ExitCode> {
  const key = args[0] ?? ''
  const authority = authorityIn(options)
  const framework = authority ? await frameworkByKey(reads, authority, key) : shippedFramework(key)
  if (!framework) return unknown(out, key)
  const creator = (authority && (await authorityNamed(reads, authority))?.name) ?? 'Fiveday'
  const body = written(framework, textIn(options.format) || 'yaml', { creator, made: now() })
  const asked = textIn(options.out)
  if (asked === '') {
    out.print(typeof body === 'string' ? body.trimEnd() : '')
    return 0
  }
  const file = path.resolve(folder, asked)
  const place = await writeWhole(path.dirname(file), path.basename(file), body)
  out.print(options.json === true ? JSON.stringify({ key, written: place }) : `Wrote ${place}: ${framework.shortTitle}`)
  return 0
}

function written(framework: Framework, format: string, from: { readonly creator: string; readonly made: Date }): string | Uint8Array {
  if (format === 'oscal') return asOscal(framework, from.made)
  if (format === 'yaml') return asYaml(framework)
  const spreadsheet = frameworkSpreadsheet(framework, from)
  return format === 'ods' ? asOds(spreadsheet) : asXlsx(spreadsheet)
}

async function load({ db, args, folder, options, out, now }: Called, authority: AreaCode): Promise<ExitCode> {
  const read = await loadableIn(path.resolve(folder, args[0] ?? ''))
  if (!read.ok) {
    for (const { text } of read.problems) out.complain(text)
    return 1
  }
  const { framework, content, checksum } = read.value
  const { key, shortTitle: title } = framework
  const held = await onBehalfOf(db, authority, (tx) => loadFramework(tx, commandLine(authority), { key, title, content, checksum, now: now() })) // prettier-ignore
  if (held) {
    out.complain(`${keyTaken(key, held.title) ?? ''}.`)
    return 1
  }
  if (options.json === true) out.print(JSON.stringify({ authority, key, title, criteria: criteriaHeld(framework) }, undefined, 2))
  else
    out.print(
      `Loaded ${title}, ${criteriaHeld(framework)} criteria. "fiveday frameworks choose ${key} --authority ${authority}" puts it to use.`,
    )
  return 0
}

async function choose({ db, reads, args, options, out, now }: Called, authority: AreaCode): Promise<ExitCode> {
  const key = args[0] ?? ''
  const framework = await frameworkByKey(reads, authority, key)
  if (!framework) return unknown(out, key)
  const [newest] = await frameworksChosen(reads, authority)
  const choice = { key, title: framework.shortTitle, seen: newest?.id ?? null, now: now() }
  const meanwhile = await onBehalfOf(db, authority, (tx) => chooseFramework(tx, commandLine(authority), choice))
  if (meanwhile) {
    out.complain(`${meanwhile.chosen_by} chose another framework meanwhile: ${meanwhile.framework}`)
    return 1
  }
  const says = `Authority ${authority} evaluates itself against ${framework.shortTitle}. The work under any other framework stays readable.`
  out.print(options.json === true ? JSON.stringify({ authority, framework: key }) : says)
  return 0
}

function unknown(out: Called['out'], key: string): ExitCode {
  out.complain(
    `No framework has the key "${key}". "fiveday frameworks list" says which there are; those an authority loaded need --authority.`,
  )
  return 1
}

const commandLine = (authority: AreaCode) => ({ name: 'Command line', account: null, authority })
const textIn = (option: string | boolean | undefined) => (typeof option === 'string' ? option : '')
const authorityIn = (options: Called['options']) => parseAreaCode(textIn(options.authority))

function wrongUse(options: Called['options']): readonly string[] {
  return authorityIn(options) ? [] : ['--authority must be three digits, such as 931']
}

function wrongExport(options: Called['options']): readonly string[] {
  const format = textIn(options.format) || 'yaml'
  return [
    ...(options.authority === undefined ? [] : wrongUse(options)),
    ...(formats.some((known) => known === format) ? [] : [`--format must be yaml, xlsx, ods or oscal: you gave ${format}`]),
    ...((format === 'xlsx' || format === 'ods') && textIn(options.out) === '' ? [`Say where to write it: --out framework.${format}`] : []),
  ]
}
