import {expect, test} from 'vitest'
import {MODIFIER_NAMES, MODIFIERS, modifierByName, modifierByNumber} from '../../src/knowledge/modifiers.js'
import {Modifier1} from '../../src/wire/modifiers.js'

test('numbers ascend and names are unique', () => {
  const numbers = MODIFIERS.map(({number}) => number)
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
  expect(new Set(MODIFIER_NAMES).size).toBe(MODIFIER_NAMES.length)
})

test('every name leads to a number, in any case', () => {
  for (const name of MODIFIER_NAMES) expect(modifierByName(name.toUpperCase())?.number, name).toBeTypeOf('number')
  expect(modifierByName('python')?.number).toBe(0)
  expect(modifierByName('nonsense')).toBeUndefined()
})

test('what has a plugin says why nothing may come back', () => {
  for (const {name, plugin, silence} of MODIFIERS) expect(silence !== undefined, name).toBe(plugin !== undefined)
  expect(modifierByNumber(100)).toMatchObject({name: 'ping', plugin: 'ping'})
  expect(modifierByNumber(42)).toBeUndefined()
})

test('agrees with the numbers of the wire library', () => {
  for (const [name, number] of Object.entries(Modifier1)) {
    if (name !== 'example') expect(modifierByNumber(number), name).toBeDefined()
  }
})
