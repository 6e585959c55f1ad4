import {type Check, pass, skip} from './check.js'

const DAY = 86_400_000

export const certificateValid: Check = {
  id: 'DR012',
  name: 'certificate-valid',
  hop: 'client',
  severity: 'error',
  title: 'the certificate is valid now',
  why: 'A browser shows a warning instead of the site once the certificate has expired, whatever the server answers.',
  async run({route: {url, site}, probes}) {
    if (url?.protocol !== 'https:') return skip('no URL with https')
    const answer = await probes.http()
    const certificate = answer?.ok ? answer.certificate : undefined
    if (!certificate) return skip('no certificate was shown')
    const {validFrom, validTo, subject} = certificate
    const now = Date.now()
    const days = Math.floor((validTo.getTime() - now) / DAY)
    const source = `openssl s_client -connect ${url.host} -servername ${url.hostname} </dev/null | openssl x509 -noout -dates`
    const dates = `notBefore=${validFrom.toISOString()} notAfter=${validTo.toISOString()}`
    if (validFrom.getTime() <= now && days >= 7) return pass(`${days} days left`)
    const isOver = days < 0
    return {
      status: 'fail',
      severity: isOver || validFrom.getTime() > now ? 'error' : 'warning',
      message: isOver
        ? `the certificate of ${subject} expired on ${validTo.toISOString().slice(0, 10)}`
        : validFrom.getTime() > now
          ? `the certificate of ${subject} is not valid before ${validFrom.toISOString().slice(0, 10)}`
          : `the certificate of ${subject} expires in ${days} days`,
      evidence: [{text: dates, source}],
      ...(site?.certificate ? {cause: `the web server shows ${site.certificate}`} : {}),
      remedy: ['sudo certbot renew', 'reload the web server: it reads certificates when it starts'],
    }
  },
}
