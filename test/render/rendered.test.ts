import {expect, test} from 'vitest'
import {withoutComments} from '../../src/render/rendered.js'

test('leaves comments out, and the gaps that they leave', () => {
  expect(withoutComments('# a\n\nx;\n  # b\n  y "#";\n\n# c\n\nz\n')).toBe('x;\n  y "#";\n\nz\n')
  expect(withoutComments('; a\nx = 1 ; 2\n', ';#')).toBe('x = 1 ; 2\n')
})
