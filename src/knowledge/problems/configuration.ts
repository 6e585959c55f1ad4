import {type Problem, SILENT, seen, uwsgiDocs} from './problem.js'

/** Files of configuration that uWSGI does not find, or reads otherwise than was meant. */
export const configurationProblems: readonly Problem[] = [
  {
    id: 'U019',
    title: 'a comment behind a value is part of the value',
    severity: 'error',
    order: 60,
    patterns: [],
    means:
      'An ini of uWSGI has comments at the start of a line only. "master = false ; x" switches master on, "socket = /run/a.sock ; x" makes a file of that whole name.',
    why: 'Other ini files allow it.',
    sure: ["grep -nE '=.*[[:space:]][;#]' uwsgi.ini"],
    fix: ['move the comment to a line of its own'],
    related: ['U104', 'U017'],
    docs: uwsgiDocs('Configuration.html'),
    unseen: SILENT,
  },
  {
    id: 'U020',
    title: 'a line without = sets nothing',
    severity: 'error',
    order: 60,
    patterns: [],
    means: '"socket 127.0.0.1:3031" and "http: 3" are taken as empty placeholders.',
    why: 'The form of a command line or of YAML was written into an ini.',
    sure: ["grep -nE '^[^=;#[]+$' uwsgi.ini"],
    fix: ['write name = value', 'strict = true finds it'],
    related: ['U017', 'U024'],
    docs: uwsgiDocs('Configuration.html'),
    unseen: SILENT,
  },
  {
    id: 'U021',
    title: 'the configuration has no [uwsgi] section',
    say: 'there is no section [{section}] in {file}: nothing of it is read',
    severity: 'error',
    order: 10,
    patterns: [
      seen(
        'uwsgi',
        "*** WARNING: Can't find section",
        /find section "(?<section>[^"]*)" in INI configuration file (?<file>\S+)/,
      ),
    ],
    means:
      'uWSGI warns and goes on with an empty configuration; it usually ends a line later because no socket is set.',
    why: 'The header [uwsgi] is missing or misspelt, or file.ini:section names one that is not there.',
    sure: ["grep -n '^\\[' {file|uwsgi.ini}"],
    fix: ['put [uwsgi] above the first option'],
    related: ['U024'],
    docs: uwsgiDocs('Configuration.html'),
  },
  {
    id: 'U022',
    title: 'the configuration file is not there',
    say: 'there is no file {file}',
    severity: 'error',
    order: 10,
    patterns: [seen('uwsgi', 'realpath() of ', /realpath\(\) of (?<file>\S+) failed: (?<reason>.+?) \[/)],
    means: 'uWSGI cannot find or enter the path that it was given, and ends.',
    why: 'A wrong path, a relative one from another folder, a link that leads nowhere, or a folder on the way that is closed to this user.',
    sure: ['namei -l {file|/etc/uwsgi/app.ini}'],
    fix: ['use the absolute path of the file'],
    related: ['U023'],
    docs: uwsgiDocs('Configuration.html'),
  },
  {
    id: 'U023',
    title: 'uWSGI does not know what kind of configuration a file is',
    say: 'uWSGI does not know what kind of configuration {file} is',
    severity: 'error',
    order: 10,
    patterns: [seen('uwsgi', 'unable to load configuration from', /unable to load configuration from (?<file>\S+)/)],
    means: 'uWSGI judges by the ending: .ini, .xml, .yaml, .yml, .json; anything else without its option is refused.',
    why: 'A file called .conf or .cfg, or a word too much on the command line.',
    sure: ['ls -l {file|uwsgi.conf}'],
    fix: ['uwsgi --ini {file|uwsgi.conf}', 'or rename it to .ini'],
    related: ['U022'],
    docs: uwsgiDocs('Configuration.html'),
  },
  {
    id: 'U024',
    title: 'no socket is configured',
    severity: 'error',
    order: 14,
    patterns: [seen('uwsgi', 'The -s/--socket option is missing')],
    means: 'uWSGI has nothing to listen on, and ends.',
    why: 'Often the line is there but not read: no [uwsgi] header, a misspelt name, a line without =, another file.',
    sure: ["grep -nE '^(http|socket|uwsgi-socket|http-socket)' uwsgi.ini"],
    fix: ['socket = /run/app/app.sock', 'or http-socket = 127.0.0.1:8080'],
    related: ['U021', 'U017', 'U020'],
    docs: uwsgiDocs('Options.html#socket'),
  },
]

/** Names that come from a service called uwsgi, or that people choose for their own variables. */
function fromEnvironment(option = ''): boolean {
  return /^(service-host|service-port.*|port|port-\d+-(tcp|udp).*|user|group|host|bin|app|path|root|version|env|home-dir|workdir|config|conf|params?)$/.test(
    option,
  )
}
