/** What uWSGI is needed for: a language, or a loop of Python. */
export type UwsgiPart = 'python' | 'perl' | 'ruby' | 'php' | 'lua' | 'cgi' | 'gevent' | 'asyncio'
export type WebServerName = 'nginx' | 'apache' | 'lighttpd'
export type PackageManager = 'apt' | 'dnf' | 'apk' | 'pacman' | 'brew' | 'pkg'

/** Where a web server of a distribution looks for sites, and as whom it runs. */
export interface WebPlace {
  readonly packages: readonly string[]
  /** Folder of the site files. */
  readonly sites: string
  /** Folder of links to the sites that count; without it every file in `sites` does. */
  readonly enabled?: string
  /** The site that comes with the server and answers on port 80 until it is taken away: a link or a file. */
  readonly defaultSite?: string
  readonly user: string
  readonly group: string
  /** The main file, where sites are not read by themselves: a line of it has to be added by hand. */
  readonly needsInclude?: string
}

/** An operating system as a deployment sees it. */
export interface Distribution {
  readonly id: 'debian' | 'fedora' | 'rhel' | 'alpine' | 'arch' | 'homebrew' | 'freebsd'
  readonly title: string
  readonly manager: PackageManager
  /** uWSGI itself. */
  readonly base: readonly string[]
  /** Packages beside it; undefined: this system has none. `VERSION` stands for what the name of a package carries. */
  readonly parts: Readonly<Partial<Record<UwsgiPart, readonly string[]>>>
  /** Which `VERSION` of a part belongs to which release. */
  readonly versions?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** A repository that has to be added first. */
  readonly repository?: string
  readonly web: Readonly<Record<WebServerName, WebPlace>>
  readonly hasSystemd: boolean
  readonly prefix: string
  /** Folder of uWSGI's plugins. */
  readonly plugins?: string
  /** Whether a walk was run there, and not written down from its packages alone. */
  readonly isProven: boolean
}

const DEBIAN: Distribution = {
  ...{id: 'debian', title: 'Debian and Ubuntu', manager: 'apt', hasSystemd: true, prefix: '', isProven: true},
  base: ['uwsgi-core'],
  plugins: '/usr/lib/uwsgi/plugins',
  parts: {
    python: ['uwsgi-plugin-python3'],
    perl: ['uwsgi-plugin-psgi'],
    ruby: ['uwsgi-plugin-rack-rubyVERSION'],
    php: ['uwsgi-plugin-php'],
    lua: ['uwsgi-plugin-lua5.1'],
    cgi: [],
    gevent: ['uwsgi-plugin-gevent-python3'],
    asyncio: ['uwsgi-plugin-asyncio-python3', 'uwsgi-plugin-greenlet-python3'],
  },
  versions: {
    ruby: {'debian-11': '2.7', 'debian-12': '3.1', 'debian-13': '3.3', 'ubuntu-22.04': '3.0', 'ubuntu-24.04': '3.2'},
  },
  web: {
    nginx: {
      ...{packages: ['nginx'], user: 'www-data', group: 'www-data'},
      ...{sites: '/etc/nginx/sites-available', enabled: '/etc/nginx/sites-enabled'},
      defaultSite: '/etc/nginx/sites-enabled/default',
    },
    apache: {
      ...{packages: ['apache2'], user: 'www-data', group: 'www-data'},
      ...{sites: '/etc/apache2/sites-available', enabled: '/etc/apache2/sites-enabled'},
      defaultSite: '/etc/apache2/sites-enabled/000-default.conf',
    },
    lighttpd: {
      ...{packages: ['lighttpd'], user: 'www-data', group: 'www-data'},
      ...{sites: '/etc/lighttpd/conf-available', enabled: '/etc/lighttpd/conf-enabled'},
    },
  },
}

const FEDORA: Distribution = {
  ...{id: 'fedora', title: 'Fedora', manager: 'dnf', hasSystemd: true, prefix: '', isProven: false},
  base: ['uwsgi', 'uwsgi-plugin-common'],
  plugins: '/usr/lib64/uwsgi',
  parts: {
    python: ['uwsgi-plugin-python3'],
    perl: ['uwsgi-plugin-psgi'],
    ruby: ['uwsgi-plugin-rack'],
    php: ['uwsgi-plugin-php'],
    lua: ['uwsgi-plugin-lua'],
    cgi: [],
    gevent: ['uwsgi-plugin-python3-gevent'],
  },
  web: {
    nginx: {packages: ['nginx'], sites: '/etc/nginx/conf.d', user: 'nginx', group: 'nginx'},
    apache: {packages: ['httpd'], sites: '/etc/httpd/conf.d', user: 'apache', group: 'apache'},
    lighttpd: {packages: ['lighttpd'], sites: '/etc/lighttpd/vhosts.d', user: 'lighttpd', group: 'lighttpd'},
  },
}

const RHEL: Distribution = {
  ...FEDORA,
  ...{id: 'rhel', title: 'RHEL, Rocky and Alma with EPEL', repository: 'epel-release'},
}

const ALPINE: Distribution = {
  ...{id: 'alpine', title: 'Alpine', manager: 'apk', hasSystemd: false, prefix: '', isProven: false},
  base: ['uwsgi'],
  plugins: '/usr/lib/uwsgi',
  parts: {
    python: ['uwsgi-python3'],
    lua: ['uwsgi-lua'],
    cgi: ['uwsgi-cgi'],
    gevent: ['uwsgi-python3', 'uwsgi-gevent3'],
  },
  web: {
    nginx: {
      ...{packages: ['nginx'], sites: '/etc/nginx/http.d', user: 'nginx', group: 'nginx'},
      defaultSite: '/etc/nginx/http.d/default.conf',
    },
    apache: {packages: ['apache2', 'apache2-proxy'], sites: '/etc/apache2/conf.d', user: 'apache', group: 'apache'},
    lighttpd: {
      ...{packages: ['lighttpd'], sites: '/etc/lighttpd', user: 'lighttpd', group: 'lighttpd'},
      needsInclude: '/etc/lighttpd/lighttpd.conf',
    },
  },
}

const ARCH: Distribution = {
  ...{id: 'arch', title: 'Arch', manager: 'pacman', hasSystemd: true, prefix: '', isProven: false},
  base: ['uwsgi'],
  plugins: '/usr/lib/uwsgi',
  parts: {
    python: ['uwsgi-plugin-python'],
    perl: ['uwsgi-plugin-psgi'],
    ruby: ['uwsgi-plugin-rack'],
    php: ['uwsgi-plugin-php'],
    lua: ['uwsgi-plugin-lua51'],
    cgi: ['uwsgi-plugin-cgi'],
  },
  web: {
    nginx: {
      ...{packages: ['nginx'], sites: '/etc/nginx/sites', user: 'http', group: 'http'},
      needsInclude: '/etc/nginx/nginx.conf',
    },
    apache: {
      ...{packages: ['apache'], sites: '/etc/httpd/conf/extra', user: 'http', group: 'http'},
      needsInclude: '/etc/httpd/conf/httpd.conf',
    },
    lighttpd: {
      ...{packages: ['lighttpd'], sites: '/etc/lighttpd', user: 'http', group: 'http'},
      needsInclude: '/etc/lighttpd/lighttpd.conf',
    },
  },
}

const HOMEBREW: Distribution = {
  ...{id: 'homebrew', title: 'macOS with Homebrew', manager: 'brew', hasSystemd: false, isProven: false},
  prefix: '/opt/homebrew',
  base: ['uwsgi'],
  parts: {python: [], perl: [], cgi: [], gevent: [], asyncio: []},
  web: {
    nginx: {packages: ['nginx'], sites: '/opt/homebrew/etc/nginx/servers', user: 'nobody', group: 'nobody'},
    apache: {
      ...{packages: ['httpd'], sites: '/opt/homebrew/etc/httpd/extra', user: '_www', group: '_www'},
      needsInclude: '/opt/homebrew/etc/httpd/httpd.conf',
    },
    lighttpd: {
      ...{packages: ['lighttpd'], sites: '/opt/homebrew/etc/lighttpd', user: '_www', group: '_www'},
      needsInclude: '/opt/homebrew/etc/lighttpd/lighttpd.conf',
    },
  },
}

const FREEBSD: Distribution = {
  ...{id: 'freebsd', title: 'FreeBSD', manager: 'pkg', hasSystemd: false, prefix: '/usr/local', isProven: false},
  base: ['uwsgi'],
  parts: {python: [], cgi: []},
  web: {
    nginx: {
      ...{packages: ['nginx'], sites: '/usr/local/etc/nginx/conf.d', user: 'www', group: 'www'},
      needsInclude: '/usr/local/etc/nginx/nginx.conf',
    },
    apache: {packages: ['apache24'], sites: '/usr/local/etc/apache24/Includes', user: 'www', group: 'www'},
    lighttpd: {
      ...{packages: ['lighttpd'], sites: '/usr/local/etc/lighttpd/conf.d', user: 'www', group: 'www'},
      needsInclude: '/usr/local/etc/lighttpd/lighttpd.conf',
    },
  },
}

/** `ID` and `ID_LIKE` of os-release, and what people type, by the distribution that it is. */
const BY_ID: Readonly<Record<string, Distribution>> = {
  ...{debian: DEBIAN, ubuntu: DEBIAN, linuxmint: DEBIAN, raspbian: DEBIAN, pop: DEBIAN},
  ...{fedora: FEDORA, rhel: RHEL, centos: RHEL, rocky: RHEL, almalinux: RHEL, alma: RHEL, ol: RHEL},
  ...{alpine: ALPINE, arch: ARCH, archarm: ARCH, manjaro: ARCH, endeavouros: ARCH},
  ...{homebrew: HOMEBREW, macos: HOMEBREW, darwin: HOMEBREW, freebsd: FREEBSD},
}

/** The distributions that tsgi knows how to set up. */
export const DISTRIBUTIONS: readonly Distribution[] = [DEBIAN, FEDORA, RHEL, ALPINE, ARCH, HOMEBREW, FREEBSD]

/** By one of the names under which an operating system goes. */
export function distributionOf(ids: readonly string[]): Distribution | undefined {
  return ids.map((id) => BY_ID[id.toLowerCase()]).find((found) => found !== undefined)
}

/** Names that {@link distributionOf} knows. */
export const DISTRIBUTION_IDS: readonly string[] = Object.keys(BY_ID)
