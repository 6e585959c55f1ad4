import type {Span} from '../directive.js'
import {splitWords} from './command.js'
import {type LoadedUnit, settingsOf, type UnitSetting} from './unit.js'

/** A variable that a unit gives to its service. */
export interface UnitVariable {
  readonly name: string
  readonly value: string
  readonly setting: UnitSetting
  /** Of `NAME=value` in the file. */
  readonly start: Span['start']
  readonly end: Span['end']
}

/** The variables of `Environment=`; of one that comes twice the later counts. */
export function unitVariables(unit: LoadedUnit): readonly UnitVariable[] {
  const variables = new Map<string, UnitVariable>()
  for (const setting of settingsOf(unit, 'Service', 'Environment')) {
    for (const {value: word, start, end} of splitWords(setting) ?? []) {
      const [, name, value] = /^([a-zA-Z_]\w*)=(.*)$/s.exec(word) ?? []
      if (name !== undefined) variables.set(name, {name, value: value!, setting, start, end})
    }
  }
  return [...variables.values()]
}

/** The files of `EnvironmentFile=`; a `-` before one says that it need not be there. */
export function environmentFiles(unit: LoadedUnit): readonly {readonly path: string; readonly isOptional: boolean}[] {
  return settingsOf(unit, 'Service', 'EnvironmentFile').map(({value}) => ({
    path: value.replace(/^-/, ''),
    isOptional: value.startsWith('-'),
  }))
}
