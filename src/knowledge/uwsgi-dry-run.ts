/** What becomes of an option where uWSGI reads a configuration only to see whether it loads. */
export type DryRunClass = 'safe' | 'removed' | 'rewritten'

export interface DryRunOption {
  readonly name: string
  readonly class: DryRunClass
  readonly reason: string
}

let table: ReadonlyMap<string, DryRunOption> | undefined

/** The class of an option; undefined for a name that no version of uWSGI from 2.0.15 to 2.1 has. */
export function dryRunOption(name: string): DryRunOption | undefined {
  table ??= new Map(rows().map((option) => [option.name, option]))
  return table.get(name)
}

function rows(): DryRunOption[] {
  let [kind, reason]: [DryRunClass, string] = ['removed', '']
  return ROWS.trim()
    .split('\n')
    .flatMap((row) => {
      const head = /^\[(\w+)\] (.*)$/.exec(row)
      if (head) [kind, reason] = [head[1] as DryRunClass, head[2]!]
      return head ? [] : row.split(' ').map((name) => ({name, class: kind, reason}))
    })
}

/**
 * Every option of uWSGI, under `[class] reason`. With `--no-server` uWSGI ends before it binds and forks, but it writes pid
 * files, deletes them, runs hooks and opens logs before that: what touches anything outside of the process is removed.
 */
const ROWS = `
[rewritten] the user that was asked for, where one was
add-gid gid immediate-gid immediate-uid uid
[rewritten] only what lies in memory stays: no store on disk, no network
cache2
[rewritten] its file, condition or loop is followed before: what it brings stands in the copy
else end-for end-if endfor endif for for-glob for-readline for-times if-dir if-directory if-env if-exists if-file
if-hostname if-hostname-match if-not-dir if-not-env if-not-exists if-not-file if-not-hostname if-not-hostname-match
if-not-opt if-not-plugin if-not-reload if-opt if-plugin if-reload ifdir ifenv ifexists ifplugin include inherit ini js
json xml xmlconfig yaml yml
[rewritten] the application is loaded at once, not in each worker
lazy lazy-apps
[rewritten] the copy says it itself
no-server
[rewritten] the copy sets what it would set
set set-ph set-placeholder
[rewritten] stays where it is memory alone: no file, no descriptor
sharedarea
[removed] raises alarms, which run programs or send messages
alarm alarm-backlog alarm-cheap alarm-fd alarm-freq alarm-listen-queue alarm-log alarm-lq alarm-metric alarm-msg-size
alarm-segfault backlog-alarm exception-handler listen-queue-alarm log-alarm lq-alarm metric-alarm metric-threshold not-alarm-log
not-log-alarm segfault-alarm
[removed] is a command to a server, or prints something and may end there
alarm-list alarms-list binary-append-data build-plugin cflags cheaper-algo-list cheaper-algos-list cheaper-list
clock-list clocks-list command-mode config-py connect-and-read dot-h dump-options exit extract get help
imperial-monitor-list imperial-monitors-list iprint ldap-schema ldap-schema-ldif logger-list loggers-list loop-list
loops-list mono-version nagios pause perl-version php-dump-config ping ping-timeout plugin-list plugins-list print
print-sym print-symbol python-version reload resolve resume router-list routers-list show-config signal stop suspend
usage version
[removed] is a hook, or runs a program or a process of its own
attach-control-daemon attach-daemon attach-daemon2 binary-path call-as-emperor call-as-emperor1 call-as-emperor2
call-as-emperor4 call-as-root call-as-user call-as-user-atexit call-as-vassal call-as-vassal1 call-as-vassal3
call-asap call-in-jail call-post-app call-post-jail call-pre-app call-pre-jail cron cron-curl cron-curl-legion cron2
curl-cron curl-cron-legion exec-as-emperor exec-as-root exec-as-user exec-as-user-atexit exec-as-vassal exec-asap
exec-in-jail exec-post-app exec-post-jail exec-pre-app exec-pre-jail farm forkpty-router-cmd forkpty-router-command
forkptyrouter-cheap forkptyrouter-cmd forkptyrouter-cols forkptyrouter-command forkptyrouter-events
forkptyrouter-fallback forkptyrouter-harakiri forkptyrouter-processes forkptyrouter-rows forkptyrouter-timeout
forkptyrouter-workers hook-accepting hook-accepting-once hook-accepting1 hook-accepting1-once hook-as-emperor
hook-as-emperor-before-vassal hook-as-emperor-setns hook-as-gateway hook-as-mule hook-as-on-config-vassal
hook-as-on-demand-vassal hook-as-root hook-as-user hook-as-user-atexit hook-as-vassal hook-as-vassal-before-drop
hook-asap hook-emperor-lost hook-emperor-reload hook-emperor-start hook-emperor-stop hook-in-jail hook-master-start
hook-post-app hook-post-fork hook-post-jail hook-pre-app hook-pre-jail hook-touch lua-shell lua-shell-oneshot luashell
luashell-oneshot mule mules plshell plshell-oneshot privileged-binary-patch privileged-binary-patch-arg py python pyrun pyshell
pyshell-oneshot rbshell rbshell-oneshot re-fork re-fork-as-root re-fork-post-jail refork refork-as-root
refork-post-jail smart-attach-daemon smart-attach-daemon2 touch-exec unique-cron unprivileged-binary-patch
unprivileged-binary-patch-arg worker-exec worker-exec2
[removed] watches files, which only a server that runs does
brutal-reload-on-fd check-mount check-mountpoint fs-brutal-reload fs-reload fs-signal mount-check mountpoint-check
perl-auto-reload perl-auto-reload-ignore propagate-touch py-auto-reload py-auto-reload-ignore py-autoreload
python-auto-reload python-autoreload reload-on-fd touch-chain-reload touch-mules-reload touch-reload touch-signal
touch-spoolers-reload touch-workers-reload
[removed] writes or deletes a file
cache-store cache-store-sync file-write jid-file jidfile metric-dir metric-dir-restore metrics-dir metrics-dir-restore
pidfile pidfile2 queue-store queue-store-sync safe-pidfile safe-pidfile2 shutdown-sockets ssl-tmp-dir upload-progress
vacuum
[removed] binds an address, a socket file or a descriptor
cache-sync cache-udp-node cache-udp-server emperor-command-socket emperor-proxy-socket emperor-stats
emperor-stats-server emperor-trigger-socket emperor-use-fork-server fastcgi-nph-socket fastcgi-socket
fastrouter-emperor-socket fork-server fork-socket http-socket http11-socket https-socket map-socket master-fifo
mongrel2 multicast notify-socket pty-connect pty-exec pty-input pty-log pty-socket pty-uconnect puwsgi-socket
py-tracebacker raw-socket scgi-nph-socket scgi-socket setns-socket shared-socket snmp socket ssl-socket stats
stats-server subscription-notify-socket suwsgi-socket udp undeferred-shared-socket uwsgi-socket vassal-fork-base zerg
zerg-fallback zerg-pool zerg-server zergpool zeromq zeromq-socket zmq zmq-socket
[removed] mounts, unmounts, or moves into other namespaces, jails and groups of processes
cgroup cgroup-dir-mode cgroup-opt glusterfs-mount glusterfs-timeout jail jail-attach jail-ip4 jail-ip6 jail2 jailed
libjail mount-as-emperor mount-as-root mount-as-vassal mount-asap mount-in-jail mount-post-jail mount-pre-jail
namespace namespace-keep-mount namespace-net ns ns-net pivot-root pivot_root rados-mount rados-timeout setns
setns-preopen setns-skip setns-socket-skip umount-as-emperor umount-as-root umount-as-vassal umount-asap
umount-in-jail umount-post-jail umount-pre-jail unshare unshare2 worker-mount
[removed] loads a configuration in a way that cannot be followed
config fallback-config inject-after inject-before ldap sqlite sqlite3 zeus
[removed] tells other servers of this one, or listens to them
carbon carbon-freq carbon-hostname-dots carbon-id carbon-idle-avg carbon-max-retry carbon-name-resolve
carbon-no-workers carbon-resolve-names carbon-retry-delay carbon-root carbon-timeout carbon-use-metrics cron-legion
legion legion-attach-daemon legion-cron legion-cron-curl legion-curl-cron legion-death legion-death-on-lord-error
legion-freq legion-join legion-lord legion-mcast legion-node legion-node-joined legion-node-left legion-quorum
legion-scroll legion-scroll-list-max-size legion-scroll-max-size legion-setup legion-skew-tolerance
legion-smart-attach-daemon legion-smart-attach-daemon2 legion-tolerance legion-unlord log-zeromq rrdtool rrdtool-freq
rrdtool-lib rsyslog-packet-size rsyslog-split-messages st start-unsubscribed stats-push stats-pusher-default-freq
stats-pushers-default-freq statsd-all-gauges statsd-no-workers subscribe subscribe-freq subscribe-to
subscribe-with-modifier1 subscribe2 subscription-algo subscription-clear-on-shutdown subscription-dotsplit
subscription-mountpoint subscription-mountpoints subscription-tolerance subscription-tolerance-inactive
subscription-vassal-required subscriptions-credentials-check subscriptions-sign-check
subscriptions-sign-check-tolerance subscriptions-sign-skip-uid subscriptions-use-credentials unique-cron-legion
unique-legion-cron unsubscribe-on-graceful-reload zabbix-template
[removed] sends what is printed somewhere else, or opens a log that is in use
daemonize daemonize2 log-backupname log-drain log-encoder log-filter log-master log-master-bufsize
log-master-req-stream log-master-stream log-maxsize log-reopen log-req-encoder log-req-route log-route log-socket
log-syslog log-truncate logfile-chmod logfile-chown logger logger-req logto logto2 req-logger threaded-logger
touch-logreopen touch-logrotate worker-log-encoder worker-log-req-encoder worker-logger worker-logger-req
[removed] the application would be loaded as root
drop-after-apps drop-after-init master-as-root
[removed] makes it an emperor or a vassal: its configurations are checked one by one
early-emperor emperor emperor-broodlord emperor-cap emperor-chdir-attr emperor-collect-attr emperor-collect-attribute
emperor-curse-tolerance emperor-extra-ext emperor-extra-extension emperor-fork-server-attr emperor-freq
emperor-graceful-shutdown emperor-magic-exec emperor-max-throttle emperor-no-blacklist emperor-nofollow
emperor-on-demand-dir emperor-on-demand-directory emperor-on-demand-exec emperor-on-demand-ext
emperor-on-demand-extension emperor-pidfile emperor-procname emperor-required-heartbeat emperor-subreaper
emperor-throttle emperor-tyrant emperor-tyrant-initgroups emperor-tyrant-nofollow emperor-use-clone
emperor-wait-for-command emperor-wait-for-command-ignore emperor-wrapper emperor-wrapper-attr emperor-wrapper-fallback
emperor-wrapper-override vassal-cap vassal-set vassal-sos vassal-sos-backlog vassals-cap vassals-include
vassals-include-before vassals-inherit vassals-inherit-before vassals-set vassals-start-hook vassals-stop-hook
[removed] waits, or takes a lock that a server holds
flock flock-wait flock-wait2 flock2 ftok lock-engine persistent-ipcsem wait-for-dir wait-for-file wait-for-fs
wait-for-fs-timeout wait-for-iface wait-for-iface-timeout wait-for-interface wait-for-interface-timeout
wait-for-mountpoint wait-for-socket wait-for-socket-timeout wait-iface wait-iface-timeout wait-interface
wait-interface-timeout
[removed] keeps tasks in a folder, which it may create, and runs them
spooler spooler-chdir spooler-cheap spooler-external spooler-freq spooler-frequency spooler-harakiri spooler-max-tasks
spooler-ordered spooler-processes spooler-quiet spooler-signal-as-task
[removed] starts a router, which binds an address and is a process of its own
fastrouter fastrouter-resubscribe fastrouter-resubscribe-bind fastrouter-ss fastrouter-stats fastrouter-stats-server
fastrouter-subscription-server fastrouter-subscription-slot fastrouter-use-socket fastrouter-zerg forkpty-router
forkpty-urouter forkptyrouter forkptyrouter-ss forkptyrouter-stats forkptyrouter-stats-server forkptyrouter-zerg
forkptyurouter http http-resubscribe http-ss http-stats http-stats-server http-subscription-server http-to-https
http-use-socket http-zerg httprouter https https-export-cert https2 rawrouter rawrouter-ss rawrouter-stats
rawrouter-stats-server rawrouter-subscription-server rawrouter-subscription-slot rawrouter-use-socket rawrouter-zerg
sslrouter sslrouter-ss sslrouter-stats sslrouter-stats-server sslrouter-subscription-server sslrouter-use-socket
sslrouter-zerg sslrouter2 tuntap-device tuntap-device-rule tuntap-router tuntap-router-firewall-in
tuntap-router-firewall-out tuntap-router-route tuntap-router-stats
[safe] sets a number or a switch of a server that runs
abstract-socket add-cache-item auto-procname auto-weight backtrace-depth binsh body-read-warning buffer-size cache
cache-blocksize cache-expire-freq cache-no-expire cache-report-freed-items catch-exceptions cgi-mode cheap cheaper
cheaper-algo cheaper-busyness-backlog-alert cheaper-busyness-backlog-multiplier cheaper-busyness-backlog-nonzero
cheaper-busyness-backlog-step cheaper-busyness-max cheaper-busyness-min cheaper-busyness-multiplier
cheaper-busyness-penalty cheaper-busyness-verbose cheaper-idle cheaper-initial cheaper-overload cheaper-rss-limit-hard
cheaper-rss-limit-soft cheaper-step check-interval chmod chmod-socket chown-socket clock close-on-exec close-on-exec2
cpu-affinity cron-harakiri daemons-honour-stdin die-on-idle die-on-no-workers die-on-term
disable-async-warn-on-queue-full disable-sendfile disable-write-exception enable-metrics evil-reload-on-as
evil-reload-on-rss exit-on-reload fastrouter-buffer-size fastrouter-cheap fastrouter-defer-connect-timeout
fastrouter-events fastrouter-fallback fastrouter-fallback-on-no-key fastrouter-force-key fastrouter-gid
fastrouter-gracetime fastrouter-harakiri fastrouter-max-retries fastrouter-post-buffering
fastrouter-post-buffering-dir fastrouter-processes fastrouter-quiet fastrouter-subscription-fallback-key
fastrouter-timeout fastrouter-to fastrouter-uid fastrouter-use-base fastrouter-use-cache fastrouter-use-code-string
fastrouter-use-pattern fastrouter-workers fd-safe force-gateway forkbomb-delay freebind harakiri
harakiri-graceful-signal harakiri-graceful-timeout harakiri-no-arh harakiri-queue-threshold harakiri-verbose heartbeat
honour-stdin http-auto-chunked http-auto-gzip http-backend-http http-buffer-size http-cheap http-chunked-input
http-connect-timeout http-events http-fallback http-gid http-gracetime http-harakiri http-headers-timeout
http-keepalive http-manage-expect http-manage-rtsp http-manage-source http-post-buffering http-post-buffering-dir
http-processes http-quiet http-raw-body http-server-name-as-http-host http-stud-prefix http-subscription-fallback-key
http-timeout http-to http-uid http-use-base http-use-cache http-use-code-string http-use-pattern http-var
http-websockets http-workers https-session-context idle ignore-sigpipe ignore-write-errors ksm limit-as limit-nproc
limit-post listen load-file-in-cache load-file-in-cache-gzip locks master max-apps max-fd max-requests
max-requests-delta max-vars max-worker-lifetime max-worker-lifetime-delta mem-collector-freq memory-report metric
metrics-no-cores min-worker-lifetime mode mule-harakiri mule-msg-recv-size mule-msg-size
mule-reload-mercy multicast-loop multicast-ttl never-swap no-defer-accept no-fd-passing no-harakiri-after-req-hook
no-harakiri-arh no-orphans no-threads-wait offload-thread offload-threads pcre-jit post-buffering
post-buffering-bufsize prio processes procname procname-append procname-master procname-prefix procname-prefix-spaced
pty-no-isig queue queue-blocksize rawrouter-buffer-size rawrouter-cheap rawrouter-events rawrouter-fallback
rawrouter-gracetime rawrouter-harakiri rawrouter-max-retries rawrouter-processes rawrouter-quiet rawrouter-timeout
rawrouter-to rawrouter-use-base rawrouter-use-cache rawrouter-use-code-string rawrouter-use-pattern rawrouter-workers
rawrouter-xclient rbtimer reaper reload-mercy reload-on-as reload-on-exception reload-on-exception-repr
reload-on-exception-type reload-on-exception-value reload-on-pss reload-on-rss reload-on-uss reuse-port rpc-max
safe-fd signal-bufsize signal-rbtimer signal-timer signals-bufsize skip-atexit skip-atexit-teardown skip-zero sni
sni-dir sni-dir-ciphers sni-regexp snmp-community so-keepalive so-send-timeout so-write-timeout socket-rcvbuf
socket-send-timeout socket-sndbuf socket-timeout socket-write-timeout ssl-enable-sslv3 ssl-enable-tlsv1 ssl-enable3
ssl-option ssl-session-timeout ssl-session-use-cache ssl-sessions-timeout ssl-sessions-use-cache ssl-verbose
ssl-verify-depth sslrouter-buffer-size sslrouter-cheap sslrouter-events sslrouter-fallback sslrouter-gracetime
sslrouter-harakiri sslrouter-max-retries sslrouter-processes sslrouter-quiet sslrouter-session-context sslrouter-sni
sslrouter-timeout sslrouter-to sslrouter-use-base sslrouter-use-cache sslrouter-use-code-string sslrouter-use-pattern
sslrouter-workers stats-http stats-min stats-minified stats-no-cores stats-no-metrics strict tcp-fast-open
tcp-fast-open-client tcp-fastopen tcp-fastopen-client tcp-nodelay thread-stack-size thread-stacksize
threads-stack-size threads-stacksize thunder-lock thunder-lock-watchdog timer tuntap-use-credentials use-abort weight
worker-reload-mercy workers write-errors-exception-only write-errors-tolerance
[safe] is read when requests come: routes, static files, headers, errors
add-header after-request-call after-request-hook allowed-modifiers cache-use-last-modified check-cache check-static
check-static-docroot chunked-input-limit chunked-input-timeout collect-header del-header disable-logging
enable-proxy-protocol error-page-403 error-page-404 error-page-500 error-route error-route-host error-route-if
error-route-if-not error-route-label error-route-qs error-route-referer error-route-remote-addr
error-route-remote-user error-route-run error-route-status error-route-uri error-route-user-agent fastcgi-modifier1
fastcgi-modifier2 file-serve-mode fileserve-mode final-route final-route-host final-route-if final-route-if-not
final-route-label final-route-qs final-route-referer final-route-remote-addr final-route-remote-user final-route-run
final-route-status final-route-uri final-route-user-agent honour-range http-enable-proxy-protocol http-modifier1
http-modifier2 http-path-info-no-decode-slashes http-socket-modifier1 http-socket-modifier2 https-socket-modifier1
https-socket-modifier2 ignore-script-name log-4xx log-5xx log-big log-date log-format log-format-strftime log-ioerror
log-micros log-prefix log-sendfile log-slow log-x-forwarded-for log-zero logdate logformat logformat-strftime
manage-script-name mime-file mimefile protocol pull-header raw-modifier1 raw-modifier2 rem-header remap-modifier
response-header-collect response-headers-limit response-route response-route-host response-route-if
response-route-if-not response-route-label response-route-qs response-route-referer response-route-remote-addr
response-route-remote-user response-route-run response-route-status response-route-uri response-route-user-agent route
route-host route-if route-if-not route-label route-qs route-referer route-remote-addr route-remote-user route-run
route-uri route-user-agent scgi-modifier1 scgi-modifier2 socket-protocol static-cache-paths static-cache-paths-name
static-check static-expires static-expires-mtime static-expires-path-info static-expires-path-info-mtime
static-expires-type static-expires-type-mtime static-expires-uri static-expires-uri-mtime static-gzip static-gzip-all
static-gzip-dir static-gzip-ext static-gzip-prefix static-gzip-suffix static-index static-map static-map2 static-safe
static-skip-ext websocket-max-size websocket-ping-freq websocket-pong-tolerance websockets-max-size
websockets-ping-freq websockets-pong-tolerance
[safe] names the application, or sets up its language
async asyncio callable cgi cgi-allowed-ext cgi-async-max-attempts cgi-buffer-size cgi-close-stdin-on-eof
cgi-do-not-kill-on-error cgi-dontresolve cgi-from-docroot cgi-helper cgi-index cgi-loadlib cgi-map-helper cgi-optimize
cgi-optimized cgi-path-info cgi-safe cgi-timeout cgi-unset chdir chdir2 clojure-load coroae dumbloop-code
dumbloop-function dumbloop-modifier1 dynamic-apps early-envdir early-perl early-perl-exec early-php
early-php-sapi-name early-psgi early-pyimport early-python early-python-import early-python-path early-pythonpath
enable-threads env envdir eval fiber file force-cwd gccgo-args gccgo-load gemset geoip-city geoip-country
geoip-use-disk gevent gevent-early-monkey-patch gevent-monkey-patch gevent-wait-for-hub go-args go-load goroutines
greenlet home ienv import ini-paste ini-paste-logged jvm-class jvm-classpath jvm-main-class jvm-opt jwsgi loop lua
lua-gc-freq lua-gc-full lua-load lua-postfork-mule lua-postfork-spooler lua-postfork-worker lua-postload module
mono-app mono-assembly mono-config mono-exec mono-gc-freq mono-index mono-key mount need-app no-default-app no-site
notfound-log optimize pam pam-user paste paste-logger paste-name pecan perl-arg perl-args perl-exec
perl-exec-post-fork perl-local-lib perl-no-die-catch perl-no-plack php-allowed-docroot php-allowed-ext
php-allowed-script php-app php-app-bypass php-app-qs php-config php-config-append php-constant php-docroot
php-exec-after php-exec-before php-exec-begin php-exec-end php-fallback php-fallback-qs php-fallback2 php-index
php-ini php-ini-append php-mount php-sapi-name php-server-software php-set php-var post-pymodule-alias pp profiler
psgi psgi-enable-psgix-io pump py-call-osafterfork py-call-uwsgi-fork-hooks py-executable py-import
py-master-check-signals py-program-name py-programname py-sharedarea py-sys-executable pyargv pyhome pyimport
pymodule-alias pypy-eval pypy-eval-post-fork pypy-exec pypy-exec-post-fork pypy-home pypy-ini-paste pypy-lib
pypy-paste pypy-pp pypy-python-path pypy-pythonpath pypy-setup pypy-wsgi pypy-wsgi-file python-import
python-path python-raw python-worker-override pythonpath rack rails rb-gc-freq rb-lib rb-require rb-thread rb-threads
rbrequire rbthread rbthreads reload-os-env require ring-app ring-load ruby-gc-freq ruby-lib ruby-require rubyrequire
rvm rvm-path shared-import shared-py-import shared-pyimport shared-python-import shared-rb-require shared-rbrequire
shared-require shared-ruby-require shared-rubyrequire single-interpreter spooler-import spooler-py-import
spooler-pyimport spooler-python-import stackless start_response-nodelay test threads tornado ugreen ugreen-stacksize
unenv venv vhost vhost-host virtualenv web3 webdav-add-collection-prop webdav-add-collection-prop-comp
webdav-add-collection-prop-href webdav-add-object-prop webdav-add-object-prop-comp webdav-add-object-prop-href
webdav-add-option webdav-add-prop webdav-add-prop-comp webdav-add-prop-href webdav-add-rtype-collection-prop
webdav-add-rtype-object-prop webdav-add-rtype-prop webdav-class-directory webdav-css webdav-div webdav-javascript
webdav-js webdav-lock-cache webdav-mount webdav-principal-base webdav-skip-prop wsgi wsgi-accept-buffer
wsgi-accept-buffers wsgi-disable-file-wrapper wsgi-env-behavior wsgi-env-behaviour wsgi-file wsgi-lite
wsgi-manage-chunked-input wsgi-strict xslt-content-type xslt-docroot xslt-ext xslt-stylesheet xslt-var
[safe] loads plugins or libraries, as the server does
autoload blacklist declare-option declare-option2 dlopen end-blacklist end-whitelist need-plugin need-plugins plugin
plugin-dir plugins plugins-dir symcall symcall-post-fork symcall-register-rpc symcall-use-next whitelist
[safe] chooses the user and its rights
cap chroot no-initgroups umask
`
