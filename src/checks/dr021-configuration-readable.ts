import {type Check, pass, skip} from './check.js'

export const configurationReadable: Check = {
  id: 'DR021',
  name: 'configuration-readable',
  hop: 'web server',
  severity: 'warning',
  title: 'the web server would start again with its files',
  why: 'A mistake in the files does no harm until the next reload or restart, which then fails.',
  async run({route: {web}}) {
    if (!web) return skip('no web server is on this way')
    const [problem] = web.kind === 'nginx' ? web.problems : []
    if (!problem) return pass()
    return {
      status: 'fail',
      message: `nginx would refuse its configuration: ${problem.message}`,
      location: problem.location,
      remedy: [`sudo nginx -t -c ${web.file}`],
    }
  },
}
