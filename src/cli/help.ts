import type { Command } from './command.ts'
import { parseCommandLine } from './parse.ts'

/** `docs/cli.md`: what `--help` prints for each command, and what holds for all of them. */
export function manual(commands: readonly Command[]): string {
  return `${[
    '# The command line',
    'Printed from the tables of commands by `npm run docs`; a test fails when it is not current.',
    [
      'Run commands as `npx fiveday COMMAND` in the folder of the repository.',
      'The exit code is 0 when it was done, 1 when something was refused, 2 for wrong use.',
      'A command given while the server runs is carried out by the server; ending the command cancels it.',
      'Progress is shown on a terminal for anything over a second.',
    ].join('\n'),
    settings,
    ...commands.map((command) => sectionOf(command, commands)),
  ].join('\n\n')}\n`
}

const settings = `| setting | does |
|---|---|
| \`FIVEDAY_DATA\` | the data folder of the embedded database; \`fiveday-data\` when not set |
| \`DATABASE_URL\` | a PostgreSQL server (15 or later) in place of the data folder: \`postgres://user:password@host:5432/database\` |
| \`PORT\` | the port of the server; 5555 when not set |
| \`FIVEDAY_HOST\` | the address the server listens on; 127.0.0.1, this machine only, when not set |
| \`FIVEDAY_ADDRESS\` | the address people use, where a proxy stands before the server: \`https://fiveday.example.gov.uk\` |
| \`FIVEDAY_SMTP\` | the mail server that alerts leave by: \`smtp://user:password@mail.example.gov.uk:587\`, or \`smtps://\` on 465; \`?encryption=none\` at its end for one inside a network that has none |
| \`FIVEDAY_MAIL_FROM\` | the address that e-mail comes from, with a mail server |
| \`FIVEDAY_NOTIFY_KEY\`, \`FIVEDAY_NOTIFY_TEMPLATE\` | GOV.UK Notify in its place: an API key, and the ID of an e-mail template whose subject is \`((subject))\` and whose message is \`((body))\` |
| \`FIVEDAY_NOTIFY_ADDRESS\` | where Notify is reached; \`https://api.notifications.service.gov.uk\` when not set |
| \`FIVEDAY_DEBUG\` | set to 1, errors say where they arose |

What is typed (\`--data\`, \`--port\`) stands before what is set; \`DATABASE_URL\` stands before \`FIVEDAY_DATA\`.`

function sectionOf(command: Command, commands: readonly Command[]): string {
  const words = command.usage.split(' ').filter((word) => /^[a-z]/.test(word))
  const help = parseCommandLine(commands, [...words, '--help'])
  return `## fiveday ${words.join(' ')}\n\n\`\`\`text\n${help.kind === 'say' ? help.text : ''}\n\`\`\``
}
