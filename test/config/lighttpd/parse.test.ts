import fc from 'fast-check'
import {expect, test} from 'vitest'
import {walk} from '../../../src/config/directive.js'
import {type LighttpdDirective, parseLighttpd} from '../../../src/config/lighttpd/parse.js'
import {itemOf, itemsOf, textOf} from '../../../src/config/lighttpd/values.js'

const SITE = `server.modules += ( "mod_scgi" )  # speaks uwsgi
scgi.protocol = "uwsgi"
var.run = "/run"
$HTTP["host"] == "example.org" {
    scgi.server = (
        "/app" => ((
            "socket" => "/run" + "/a.sock",
            "check-local" => "disable",
        ))
    )
} else $HTTP["url"] =~ "^/x" {
    url.access-deny = ( "" )
} else {
    server.port = 80
}
`

test('assignments, conditions and lists', () => {
  const {directives, problems} = parseLighttpd(SITE, 'lighttpd.conf')
  expect(problems).toEqual([])
  expect(directives.map(({name, operator, isElse}) => [name, operator, isElse])).toEqual([
    ['server.modules', '+=', undefined],
    ['scgi.protocol', '=', undefined],
    ['var.run', '=', undefined],
    ['$HTTP["host"]', '==', undefined],
    ['$HTTP["url"]', '=~', true],
    ['else', undefined, true],
  ])
  const server = directives[3]!.block![0]!
  const [host] = itemsOf(itemOf(server.value, '/app'))
  expect(textOf(itemOf(host?.value, 'socket'))).toBe('/run/a.sock')
  expect(itemOf(host?.value, 'check-local')).toMatchObject({type: 'text', text: 'disable'})
  expect(server.location).toMatchObject({line: 5, column: 5})
})

test('what lighttpd would refuse is a problem at its line', () => {
  const problemOf = (text: string) => parseLighttpd(text, 'x').problems.map((it) => [it.location.line, it.message])
  expect(problemOf('a = 1\nb "x"\n')).toEqual([[2, '"=" is missing behind b']])
  expect(problemOf('a = ( "x"\n')).toEqual([[1, 'the list is never closed, ")" is missing']])
  expect(problemOf('$HTTP["host"] == "x" {\n a = 1\n')).toEqual([[1, 'the block is never closed, "}" is missing']])
  expect(problemOf('a = \n}\n').length).toBeGreaterThan(0)
})

test('never throws, and spans are of the text', () => {
  const pieces = fc.array(
    fc.constantFrom('a', '"', '(', ')', '{', '}', '=', '=>', ',', '$HTTP["x"]', '\n', '+', ' ', '#'),
  )
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('')
      for (const {directive} of walk(parseLighttpd(text, 'x').directives)) {
        expect((directive as LighttpdDirective).start).toBeLessThanOrEqual(directive.end)
        expect(directive.end).toBeLessThanOrEqual(text.length)
      }
    }),
    {numRuns: 500},
  )
})
