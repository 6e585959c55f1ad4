import {expect, test} from 'vitest'
import {defineTemplate} from '../../src/render/template.js'

const template = defineTemplate<{readonly bin: string}>('docs/errors.md.hbs', ['completion/fish.hbs'])

test('a template of the user takes the same context, and the same partials', async () => {
  expect(await template.render({bin: 'x'}, 'a {{bin}} <&>"')).toBe('a x <&>"')
  const context = {bin: 'tsgi', groups: [], commands: [], names: ['ping']}
  expect(await template.render(context, 'begin\n  {{> completion/fish.hbs}}\nend\n')).toMatch(
    /^begin\n {2}# fish completion for tsgi[\s\S]*end\n$/,
  )
})

test('a field that is missing is an error', async () => {
  await expect(template.render({bin: 'x'}, '{{bim}}')).rejects.toThrow(/bim/)
})
