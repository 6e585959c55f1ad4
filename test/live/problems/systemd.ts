import {readFileSync} from 'node:fs'
import {type Breakage, type Site, sleep} from './breakage.js'

const systemd = 'systemd 252'

/**
 * The real systemd as a user's manager, in namespaces of its own: its runtime folder, its control groups and its console
 * are not those of the machine. It logs to the console, which is a terminal of script(1).
 */
const START = `umount -R /sys/fs/cgroup 2>/dev/null
mount -t tmpfs t /run && mkdir -p /run/systemd/system /run/user/systemd/user
mount --bind "$(tty)" /dev/console
mount -t cgroup2 none /sys/fs/cgroup
mkdir -p /sys/fs/cgroup/$2 && echo $$ > /sys/fs/cgroup/$2/cgroup.procs
cp $1/app.service /run/user/systemd/user/
printf '[Unit]\\nDescription=all\\nWants=app.service\\n' > /run/user/systemd/user/default.target
export XDG_RUNTIME_DIR=/run/user
timeout -s KILL $3 /lib/systemd/systemd --user --log-target=console --log-level=info --unit=default.target
`

/** What systemd says of a servicein so many seconds. */
async function service(site: Site, unit: string, {seconds = 3} = {}): Promise<string> {
  site.write('app.service', `[Service]\n${unit}\n`)
  site.write('start.sh', START)
  const group = `tsgi-${process.pid}-${Math.random().toString(36).slice(2)}`
  const command = `unshare -m -p -f --mount-proc bash ${site.at('start.sh')} ${site.folder} ${group} ${seconds}`
  await site.uwsgi(['-qc', command, site.at('console')], {program: 'script', timeout: 30_000})
  await sleep(100)
  await site.uwsgi(['-c', `find /sys/fs/cgroup -depth -type d -path '*${group}*' -exec rmdir {} + 2>/dev/null`], {
    program: 'sh',
  })
  const said = readFileSync(site.at('console'), 'latin1')
  return said
    .split(/\r?\n/)
    .filter((line) => !/^Script |journal socket|system bus|start\.sh|^\/dev\//.test(line))
    .join('\n')
}

/** What systemd says. */
export const systemdBreakages: readonly Breakage[] = [
  {id: 'U084', source: systemd, run: (site) => service(site, 'ExecStart=/nonexistent/uwsgi --ini x')},
  {id: 'U085', source: systemd, run: (site) => service(site, 'User=nosuchuser\nExecStart=/bin/true')},
  {id: 'U086', source: systemd, run: (site) => service(site, 'WorkingDirectory=/nonexistent\nExecStart=/bin/true')},
  {
    id: 'U087',
    source: systemd,
    run: (site) => service(site, 'ReadWritePaths=/nonexistent\nProtectSystem=strict\nExecStart=/bin/true'),
  },
  {
    id: 'U088',
    source: systemd,
    run: (site) =>
      service(site, 'Type=notify\nTimeoutStartSec=1\nTimeoutStopSec=1\nExecStart=/bin/sleep 60', {
        seconds: 5,
      }),
  },
  {
    id: 'U089',
    source: systemd,
    run: (site) => {
      const uwsgi = `uwsgi --master --socket ${site.at('s')} --uid nobody --die-on-term`
      return service(site, `Type=notify\nNotifyAccess=main\nTimeoutStartSec=9\nExecStart=/bin/sh -c "${uwsgi}; true"`, {
        seconds: 4,
      })
    },
  },
  {
    id: 'U082',
    source: systemd,
    run: (site) =>
      service(
        site,
        `RuntimeMaxSec=1\nTimeoutStopSec=1\nExecStart=/usr/bin/uwsgi --master --socket ${site.at('s')} --uid nobody`,
        {
          seconds: 8,
        },
      ),
  },
]
