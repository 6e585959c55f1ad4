import {numberIn} from '../config/uwsgi/effective.js'
import {plainAddress, type Stated, type UwsgiFacts} from './facts.js'
import {listenersOf} from './uwsgi-listeners.js'
import {isSet, setting, type UwsgiSubject} from './uwsgi-subject.js'

/** What a configuration of uWSGI has to agree on with others. */
export function uwsgiFacts(subject: UwsgiSubject): UwsgiFacts {
  const stated = {
    harakiri: number(subject, 'harakiri'),
    mercy: number(subject, 'worker-reload-mercy'),
    bufferSize: number(subject, 'buffer-size'),
    maxBody: number(subject, 'limit-post'),
    folder: text(subject, 'chdir'),
    user: text(subject, 'uid'),
    daemonize: text(subject, 'daemonize'),
  }
  return {
    kind: 'uwsgi',
    file: subject.file,
    listeners: listenersOf(subject)
      .filter(({option}) => option.isKnown)
      .map(({option, address, protocol}) => ({value: plainAddress(address), at: option.option.location, protocol})),
    ...Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined)),
    stopsOnTerm: isSet(subject, 'die-on-term') || setting(subject, 'hook-master-start') !== undefined,
  }
}

function number(subject: UwsgiSubject, name: string): Stated<number> | undefined {
  const last = setting(subject, name)?.last
  return last?.isKnown ? {value: numberIn(last), at: last.option.location} : undefined
}

function text(subject: UwsgiSubject, name: string): Stated<string> | undefined {
  const last = setting(subject, name)?.last
  return last?.isKnown ? {value: last.value, at: last.option.location} : undefined
}
