import {walk} from '../../config/directive.js'
import {didYouMean} from '../../did-you-mean.js'
import {NGINX_UWSGI_DIRECTIVES} from '../../knowledge/nginx-directives.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX017',
  kind: 'nginx',
  name: 'known-directives',
  severity: 'error',
  title: 'spell the uwsgi_ directives as nginx does',
  why: `nginx does not start with a directive that it does not know: one that is misspelt, or that a later version brought.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_read_timout 120s;\n    uwsgi_pass 127.0.0.1:3031;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_read_timeout 120s;\n    uwsgi_pass 127.0.0.1:3031;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html'],

  *run({directives, settings: {nginxVersion}}) {
    for (const {directive} of walk(directives)) {
      const {name, nameSpan} = directive
      if (!name.startsWith('uwsgi_') || name === 'uwsgi_string') continue
      const facts = NGINX_UWSGI_DIRECTIVES.find((it) => it.name === name)
      if (facts && (!facts.since || !nginxVersion || isAtLeast(nginxVersion, facts.since))) continue
      const near = facts
        ? undefined
        : didYouMean(
            name,
            NGINX_UWSGI_DIRECTIVES.map((it) => it.name),
          )
      const {file} = nameSpan.location
      yield {
        at: nameSpan.location,
        message: facts ? `${name} needs nginx ${facts.since}` : `nginx knows no ${name}`,
        ...(near
          ? {remedy: [near], fix: {safe: true, edits: [{file, start: nameSpan.start, end: nameSpan.end, text: near}]}}
          : {}),
      }
    }
  },
})

function isAtLeast(version: string, wanted: string): boolean {
  const [mine, theirs] = [version, wanted].map((text) => text.split('.').map(Number))
  for (const [index, part] of theirs!.entries()) {
    const own = mine![index] ?? 0
    if (own !== part) return own > part
  }
  return true
}
