import {type Check, pass, skip} from './check.js'

export const webServerRuns: Check = {
  id: 'DR020',
  name: 'web-server-runs',
  hop: 'web server',
  severity: 'error',
  title: 'the web server runs',
  why: 'Nothing answers for the site while the web server does not run.',
  async run({route: {web, stoppedWeb}}) {
    if (web) return pass(`${web.kind}, pid ${web.master.pid}, ${web.file}, connects as uid ${web.worker.uid}`)
    if (!stoppedWeb) return skip('no web server is on this way')
    return {
      status: 'fail',
      message: `no ${stoppedWeb.kind} runs with ${stoppedWeb.file}`,
      location: {file: stoppedWeb.file, line: 1, column: 1},
      remedy: [`sudo systemctl start ${stoppedWeb.kind === 'apache' ? 'apache2' : stoppedWeb.kind}`],
    }
  },
}
