import { doctorCommands } from '../src/cli/doctor.commands.ts'
import { manual } from '../src/cli/help.ts'
import { commands } from '../src/features.ts'
import { startCommands } from '../src/start.ts'

const nobody = () => Promise.reject(new Error('Only printed, never run'))
const start = startCommands({ where: { folder: '' }, env: {}, database: nobody, carryOut: nobody })
const doctor = doctorCommands({ where: { folder: '' }, node: '', pinnedNode: '', held: () => undefined })

/** `docs/cli.md`, as the tables of commands have it now. */
export const cli = manual([...start, ...commands, ...doctor])
