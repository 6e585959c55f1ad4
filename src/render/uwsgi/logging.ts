import type {Application, Deployment, Uwsgi} from '../../deployment/deployment.js'
import {option, optionUnlessZero, type UwsgiOption, type UwsgiSection, when} from './option.js'
import {socketValue} from './socket.js'
import {ours, pathValue, value} from './value.js'

/** What can be seen of it from outside. */
export function loggingSection({name, runtime, uwsgi}: Application, {preset}: Deployment): UwsgiSection {
  const isMinimal = preset === 'minimal'
  return {
    title: 'logs and statistics',
    notes: [],
    options: [
      ...when(
        !isMinimal,
        option('auto-procname', true, 'ps and top show which process is what'),
        option('procname-prefix-spaced', value('name', name)),
      ),
      ...destinationOptions(uwsgi.logging.to, runtime),
      ...formatOptions(name, uwsgi.logging),
      ...requestOptions(uwsgi.logging),
      ...(uwsgi.stats ? [option('stats', socketValue('uwsgi.stats', uwsgi.stats))] : []),
      ...when(!isMinimal, option('memory-report', true, 'statistics know the memory of each process')),
    ],
  }
}

/** Without an option uWSGI writes to its standard error, which a journal and a container collect. */
function destinationOptions(to: Uwsgi['logging']['to'], runtime: string): UwsgiOption[] {
  if (typeof to === 'string') return []
  return [
    option('logto2', pathValue('uwsgi.logging.to', to.file), 'opened as the user that uWSGI runs as'),
    option('touch-logreopen', pathValue('runtime', reopenFile(runtime)), 'what rotates the log touches this file'),
  ]
}

/** Touching it makes uWSGI open its log file again. */
export function reopenFile(runtime: string): string {
  return `${runtime}/reopen-logs`
}

function formatOptions(name: string, {to, format}: Uwsgi['logging']): UwsgiOption[] {
  if (format === 'text') return when(to !== 'journal', option('log-date', true)).slice()
  const app = value('name', name)
  return [
    option(
      'log-encoder',
      ours`json {"time":"\${strftime:%Y-%m-%dT%H:%M:%S%z}","app":"${app}","message":"\${msg}"}`,
      'of what uWSGI writes, this alone escapes quotes: a log-format would give broken JSON',
    ),
    option('log-encoder', ours`nl`, 'each document on a line'),
  ]
}

function requestOptions({requests, slow}: Uwsgi['logging']): UwsgiOption[] {
  if (requests === 'all') return []
  const isErrors = requests === 'errors'
  return [
    option(
      'disable-logging',
      true,
      isErrors ? 'the web server logs every request; here only what went wrong' : 'no request is logged',
    ),
    ...when(isErrors, option('log-4xx', true), option('log-5xx', true)),
    ...optionUnlessZero('log-slow', slow, 'milliseconds from which a request is logged as slow'),
  ]
}
