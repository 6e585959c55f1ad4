import type {ConfigKind} from '../config/kind.js'
import type {Severity} from '../diagnostics.js'

/** What is found without a rule of its own: the reader of a file stumbled, or a suppression is none. */
export interface Unruled {
  readonly id: string
  readonly severity: Severity
  readonly title: string
  readonly why: string
}

/** The ids of what cannot be read at all: no rule, since there is nothing to run one on. */
export const UNREADABLE: Readonly<Record<ConfigKind, string>> = {
  uwsgi: 'UW000',
  nginx: 'NX000',
  apache: 'AP000',
  lighttpd: 'LT000',
  systemd: 'SD000',
  compose: 'CO000',
  kubernetes: 'KU000',
  tsgi: 'TS000',
}

/** A comment `tsgi: ignore[…]` that does not count. */
export const BARE_SUPPRESSION = 'SU001'

const READ_BY: readonly (readonly [id: string, title: string, who: string])[] = [
  ['AP000', 'write what Apache can read', 'Apache refuses the file, and with it its start and every reload'],
  ['CO000', 'write a compose file that is YAML', 'docker compose refuses the file'],
  ['KU000', 'write manifests that are YAML', 'kubectl refuses the file'],
  ['LT000', 'write what lighttpd can read', 'lighttpd refuses the file and does not start'],
  ['NX000', 'write what nginx can read', 'nginx refuses the file, and with it its start and every reload'],
  ['SD000', 'write what systemd can read', 'systemd ignores the line, or the whole unit'],
  ['TS000', 'write a tsgi.yaml that is YAML', 'no command of tsgi reads the deployment from it'],
  ['UW000', 'write what uWSGI can read', 'uWSGI ends at its start, or goes on without what it could not read'],
]

/** Sorted by id, with the same words that rules have. */
export const unruled: readonly Unruled[] = [
  ...READ_BY.map(
    ([id, title, who]): Unruled => ({
      ...{id, severity: 'error', title},
      why: `The reader of the file stumbled: a quote, a bracket or a section that does not end, or an include that leads nowhere. ${who}. An include of a file that is not on this machine is a note, since the configuration may be for another one.`,
    }),
  ),
  {
    id: BARE_SUPPRESSION,
    severity: 'info',
    title: 'say why a finding is suppressed',
    why: 'A comment "tsgi: ignore[UW401]" counts when it says behind the bracket why the finding is right to be ignored, and names rules by their ids or the start of them. Without a reason nobody knows later whether it still holds, so the finding stays.',
  },
  {
    id: 'TS001',
    severity: 'error',
    title: 'write keys and values that tsgi.yaml has',
    why: 'The key is unknown, or its value cannot be used: every command that reads the deployment stops there.',
  },
  {
    id: 'TS002',
    severity: 'error',
    title: 'describe a deployment that holds together',
    why: 'Each value is right by itself, and together they cannot be: the application is not said, a protocol that the web server does not speak, two applications at one place. No configuration is rendered from it.',
  },
  {
    id: 'TS003',
    severity: 'warning',
    title: 'mean what the deployment says',
    why: 'It can be deployed, and what comes of it is probably not what was meant: a limit under another one, a socket that everybody can reach, a time that cuts off requests.',
  },
].toSorted((one, other) => (one.id < other.id ? -1 : 1)) as Unruled[]
