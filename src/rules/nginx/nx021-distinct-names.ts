import type {Directive} from '../../config/directive.js'
import {blocksOf, inBlock} from '../../config/nginx/context.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX021',
  kind: 'nginx',
  name: 'distinct-names',
  severity: 'warning',
  title: 'give each server of an address its own names',
  why: `Of two servers with the same name on the same address nginx uses the first and ignores the other, with a warning that nobody
reads: requests go to a site that was meant to be gone.`,
  examples: {
    bad: 'server {\n    listen 80;\n    server_name shop.example;\n}\nserver {\n    listen 80;\n    server_name shop.example;\n}\n',
    good: 'server {\n    listen 80;\n    server_name shop.example;\n}\nserver {\n    listen 80;\n    server_name old.shop.example;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/server_names.html'],

  *run({directives}) {
    const taken = new Map<string, Directive>()
    for (const {directive: server} of blocksOf(directives, 'server')) {
      for (const name of inBlock(server.block, 'server_name').flatMap(({args}) => args)) {
        const listen = listensOf(server).find((address) => {
          const first = taken.get(`${address} ${name.value.toLowerCase()}`)
          return first && first !== server
        })
        if (listen !== undefined) {
          yield {
            at: name.location,
            message: `${name.value} on ${listen} is taken by a server above: this one is ignored for it`,
          }
        }
        for (const address of listensOf(server)) taken.set(`${address} ${name.value.toLowerCase()}`, server)
      }
    }
  },
})

function listensOf(server: Directive): readonly string[] {
  const listens = inBlock(server.block, 'listen').map(({args}) => args[0]?.value ?? '')
  return listens.length > 0 ? listens : ['80']
}
