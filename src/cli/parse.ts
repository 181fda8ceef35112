import { Command as Program, CommanderError } from 'commander'
import type { Command, ExitCode, Option } from './command.ts'

/** What a command line came to: a command to run, or something to say (help, or what is wrong with it). */
export type Parsed =
  | { readonly kind: 'run'; readonly command: Command; readonly args: readonly string[]; readonly options: Options }
  | { readonly kind: 'say'; readonly text: string; readonly code: ExitCode }

export type Options = Readonly<Record<string, string | boolean | undefined>>

const everywhere: readonly Option[] = [
  { flags: '--data <folder>', summary: 'the data folder of the embedded database (or FIVEDAY_DATA; "fiveday-data" if neither)' },
  { flags: '--json', summary: 'print JSON, for a program to read' },
]

/** Reads a command line against the tables of commands. Anything they do not know is wrong use, with the nearest thing they do know. */
export function parseCommandLine(commands: readonly Command[], argv: readonly string[]): Parsed {
  let found: Parsed | undefined
  let said = ''
  const say = (text: string) => void (said += text)
  const program = programOf(commands, say, (command, args, options) => (found = { kind: 'run', command, args, options }))
  try {
    program.parse([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return { kind: 'say', text: said.trimEnd(), code: error.exitCode === 0 ? 0 : 2 }
  }
  return found ?? { kind: 'say', text: program.helpInformation().trimEnd(), code: 2 }
}

type Chosen = (command: Command, args: readonly string[], options: Options) => void

function programOf(commands: readonly Command[], say: (text: string) => void, chosen: Chosen): Program {
  const program = new Program('fiveday')
  program
    .description("Knows a local authority's schools, its risk and its readiness for inspection.")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: say, writeErr: say, getOutHelpWidth: () => 100, getErrHelpWidth: () => 100 })
    .addHelpText('after', '\nRun "fiveday COMMAND --help" for what a command takes.')
  for (const command of commands) addTo(program, command, chosen)
  return program
}

/** A usage of `imports refused <run>` is the verb `refused`, with the argument `<run>`, of the noun `imports`. */
function addTo(program: Program, command: Command, chosen: Chosen) {
  const [noun = '', ...rest] = command.usage.split(' ')
  const verb = /^[a-z]/.test(rest[0] ?? '') ? rest.shift() : undefined
  const leaf = (verb === undefined ? program : nounOf(program, noun)).command([verb ?? noun, ...rest].join(' '))
  leaf
    .description(command.summary)
    .showHelpAfterError(`Run "fiveday ${verb === undefined ? noun : `${noun} ${verb}`} --help" for what it takes.`)
  for (const option of optionsOf(command)) leaf.option(option.flags, option.summary)
  leaf.action(() => chosen(command, leaf.args, plain(leaf.optsWithGlobals())))
}

function nounOf(program: Program, noun: string): Program {
  const there = program.commands.find((command) => command.name() === noun)
  return there ?? program.command(noun).description(`see "fiveday ${noun} --help"`).helpCommand(false)
}

function optionsOf(command: Command): readonly Option[] {
  const own = new Set(command.options.map((option) => nameOf(option)))
  return [...command.options, ...everywhere.filter((option) => !own.has(nameOf(option)))]
}

const nameOf = (option: Option) => /--[a-z-]+/.exec(option.flags)?.[0]

function plain(options: Readonly<Record<string, unknown>>): Options {
  const plainOptions: Record<string, string | boolean | undefined> = {}
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === 'string' || typeof value === 'boolean') plainOptions[name] = value
  }
  return plainOptions
}
