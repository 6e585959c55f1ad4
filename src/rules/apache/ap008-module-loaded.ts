import {uwsgiPasses} from '../../config/apache/passes.js'
import {walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'AP008',
  kind: 'apache',
  name: 'module-loaded',
  severity: 'error',
  title: 'load mod_proxy_uwsgi',
  why: `Without mod_proxy_uwsgi apachectl configtest is content, and every request is a 500: "No protocol handler was valid for the URL"
(AH01144).`,
  examples: {
    bad: 'LoadModule mpm_event_module modules/mod_mpm_event.so\nLoadModule proxy_module modules/mod_proxy.so\nProxyPass "/" "unix:/run/shop.sock|uwsgi://shop/"\n',
    good: 'LoadModule mpm_event_module modules/mod_mpm_event.so\nLoadModule proxy_module modules/mod_proxy.so\nLoadModule proxy_uwsgi_module modules/mod_proxy_uwsgi.so\nProxyPass "/" "unix:/run/shop.sock|uwsgi://shop/"\n',
  },
  references: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy_uwsgi.html'],

  *run({directives}) {
    const loaded = [...walk(directives)]
      .filter(({directive}) => directive.name.toLowerCase() === 'loadmodule')
      .map(({directive}) => directive.args[0]?.value)
    // A site alone loads nothing; a whole configuration loads at least a way to work.
    if (!loaded.some((name) => name?.startsWith('mpm_')) || loaded.includes('proxy_uwsgi_module')) return
    const [first] = uwsgiPasses(directives)
    if (!first) return
    yield {
      at: first.directive.location,
      message: 'mod_proxy_uwsgi is not loaded: every request here is a 500',
      remedy: ['a2enmod proxy_uwsgi', 'LoadModule proxy_uwsgi_module modules/mod_proxy_uwsgi.so'],
    }
  },
})
