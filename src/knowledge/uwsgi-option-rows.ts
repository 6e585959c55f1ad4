/**
 * Every option of uWSGI 2.0.15 to 2.1-dev, read from the tables in its sources; 2.0.21's own `--help` agrees on the names.
 *
 * `[plugin]`, then a row for each option: name, kind, and in any order
 * `=` takes a value, `?` may take one, `!` takes none (where its kind does not say so); `-x` short form; `+x` what it
 * needs at build time; `@2.0.22` the version that brought it (`@<`: that one or an older); `~2.1` the one that dropped it;
 * other words are its flags: what using it turns on, `immediate` when it acts while the file is read.
 */
export const OPTION_ROWS = `
[core]
abstract-socket bool -a
add-cache-item string-list
add-gid string-list
add-header string-list
after-request-call string-list
after-request-hook string-list
alarm string-list master
alarm-backlog string-list master
alarm-cheap bool =
alarm-fd string-list master
alarm-freq int
alarm-list bool
alarm-listen-queue string-list master
alarm-log string-list master log-master +pcre
alarm-lq string-list master
alarm-metric string-list metrics master
alarm-msg-size int64
alarm-segfault string-list master
alarms-list bool
allowed-modifiers string
async int
attach-control-daemon custom master
attach-daemon custom master
attach-daemon2 custom master
auto-procname bool
auto-weight bool =
autoload bool immediate
backlog-alarm string-list master
backtrace-depth int
binary-append-data custom immediate
binary-path string
binsh string-list
blacklist string immediate
body-read-warning int64
brutal-reload-on-fd string-list master
buffer-size int16 -b
build-plugin custom immediate
cache int64
cache-blocksize int64
cache-expire-freq int
cache-no-expire bool
cache-report-freed-items bool
cache-store string master
cache-store-sync int
cache-sync string
cache-udp-node string-list master
cache-udp-server string-list master
cache-use-last-modified bool
cache2 string-list
call-as-emperor string-list
call-as-emperor1 string-list
call-as-emperor2 string-list
call-as-emperor4 string-list
call-as-root string-list
call-as-user string-list
call-as-user-atexit string-list
call-as-vassal string-list
call-as-vassal1 string-list
call-as-vassal3 string-list
call-asap string-list
call-in-jail string-list
call-post-app string-list
call-post-jail string-list
call-pre-app string-list
call-pre-jail string-list
cap custom +capabilities
catch-exceptions bool
cflags custom ! immediate
cgi-mode bool -c
cgroup string-list +linux
cgroup-dir-mode string +linux
cgroup-opt string-list +linux
chdir string
chdir2 string
cheap bool master
cheaper int master cheaper
cheaper-algo string master
cheaper-algo-list bool
cheaper-algos-list bool
cheaper-idle int master cheaper @2.1
cheaper-initial int master cheaper
cheaper-list bool
cheaper-overload int64 master cheaper
cheaper-rss-limit-hard int64 master cheaper
cheaper-rss-limit-soft int64 master cheaper
cheaper-step int master cheaper
check-cache string ?
check-interval int master
check-mount string-list master
check-mountpoint string-list master
check-static custom mime
check-static-docroot bool mime
chmod custom ? -C
chmod-socket custom ? -C
chown-socket string
chroot string
chunked-input-limit int64
chunked-input-timeout int
clock string
clock-list bool
clocks-list bool
close-on-exec bool
close-on-exec2 bool
collect-header string-list
command-mode bool immediate
config custom immediate
config-py custom ! immediate
connect-and-read custom immediate
cpu-affinity int
cron custom master
cron-harakiri int
cron-legion custom master +ssl
cron2 custom master
daemonize string -d
daemonize2 string
daemons-honour-stdin bool master
declare-option custom immediate
declare-option2 custom
del-header string-list
die-on-idle bool
die-on-no-workers bool @2.1
die-on-term bool
disable-async-warn-on-queue-full bool-neg @2.1
disable-logging bool-neg -L
disable-sendfile bool
disable-write-exception bool
dlopen custom immediate
dot-h custom ! immediate
drop-after-apps bool
drop-after-init bool
dump-options bool
dynamic-apps bool @2.1
early-emperor bool
early-envdir custom immediate
else logic immediate @2.1
emperor string-list
emperor-broodlord int
emperor-cap custom +capabilities
emperor-chdir-attr string @2.1
emperor-collect-attr string-list @2.1
emperor-collect-attribute string-list @2.1
emperor-command-socket string @2.1
emperor-curse-tolerance int
emperor-extra-ext string-list
emperor-extra-extension string-list
emperor-fork-server-attr string @2.1
emperor-freq int
emperor-graceful-shutdown bool @<2.0.20
emperor-magic-exec bool
emperor-max-throttle int
emperor-no-blacklist bool
emperor-nofollow bool
emperor-on-demand-dir string
emperor-on-demand-directory string
emperor-on-demand-exec string
emperor-on-demand-ext string
emperor-on-demand-extension string
emperor-pidfile string
emperor-procname string
emperor-proxy-socket string
emperor-required-heartbeat int
emperor-stats string
emperor-stats-server string
emperor-subreaper bool @2.1
emperor-throttle int
emperor-trigger-socket string @2.1
emperor-tyrant bool
emperor-tyrant-initgroups bool @2.1
emperor-tyrant-nofollow bool
emperor-use-clone custom +linux
emperor-use-fork-server string @2.1
emperor-wait-for-command bool @2.1
emperor-wait-for-command-ignore string-list @2.1
emperor-wrapper string
emperor-wrapper-attr string @2.1
emperor-wrapper-fallback string-list
emperor-wrapper-override string-list
enable-metrics bool master
enable-proxy-protocol bool
enable-threads bool -T
end-blacklist custom ! immediate
end-for noop ? immediate
end-if noop ? immediate
end-whitelist custom ! immediate
endfor noop ? immediate
endif noop ? immediate
env kv-list
envdir string-list
error-page-403 string-list
error-page-404 string-list
error-page-500 string-list
error-route custom +routing
error-route-host custom +routing
error-route-if custom +routing
error-route-if-not custom +routing
error-route-label custom +routing
error-route-qs custom +routing
error-route-referer custom +routing
error-route-remote-addr custom +routing
error-route-remote-user custom +routing
error-route-run custom +routing
error-route-status custom +routing
error-route-uri custom +routing
error-route-user-agent custom +routing
evil-reload-on-as megabytes master memory
evil-reload-on-rss megabytes master memory
exception-handler string-list master
exec-as-emperor string-list
exec-as-root string-list
exec-as-user string-list
exec-as-user-atexit string-list
exec-as-vassal string-list
exec-asap string-list
exec-in-jail string-list
exec-post-app string-list
exec-post-jail string-list
exec-pre-app string-list
exec-pre-jail string-list
exit custom ? immediate
exit-on-reload bool
extract custom immediate
fallback-config string immediate
farm custom master
fastcgi-modifier1 int64
fastcgi-modifier2 int64
fastcgi-nph-socket socket-list
fastcgi-socket socket-list
fd-safe custom
file-serve-mode custom mime
file-write string-list
fileserve-mode custom mime
final-route custom +routing
final-route-host custom +routing
final-route-if custom +routing
final-route-if-not custom +routing
final-route-label custom +routing
final-route-qs custom +routing
final-route-referer custom +routing
final-route-remote-addr custom +routing
final-route-remote-user custom +routing
final-route-run custom +routing
final-route-status custom +routing
final-route-uri custom +routing
final-route-user-agent custom +routing
flock custom immediate
flock-wait custom immediate
flock-wait2 string immediate
flock2 string immediate
for logic immediate
for-glob logic immediate
for-readline logic immediate
for-times logic immediate
force-cwd string
force-gateway bool
fork-server string +linux @2.1
fork-socket string +linux @2.1
forkbomb-delay int master
freebind bool +linux
fs-brutal-reload string-list master
fs-reload string-list master
fs-signal string-list master
ftok string
get string-list no-initial
gid custom
harakiri int -t
harakiri-graceful-signal int @2.0.22
harakiri-graceful-timeout int @2.0.22
harakiri-no-arh bool
harakiri-queue-threshold int @2.0.22
harakiri-verbose bool
heartbeat int
help custom ! -h immediate
honour-range bool
honour-stdin bool
hook-accepting string-list
hook-accepting-once string-list
hook-accepting1 string-list
hook-accepting1-once string-list
hook-as-emperor string-list
hook-as-emperor-before-vassal string-list @2.1
hook-as-emperor-setns string-list @2.1
hook-as-gateway string-list
hook-as-mule string-list
hook-as-on-config-vassal string-list @2.1
hook-as-on-demand-vassal string-list @2.1
hook-as-root string-list
hook-as-user string-list
hook-as-user-atexit string-list
hook-as-vassal string-list
hook-as-vassal-before-drop string-list @2.1
hook-asap string-list
hook-emperor-lost string-list
hook-emperor-reload string-list
hook-emperor-start string-list
hook-emperor-stop string-list
hook-in-jail string-list
hook-master-start string-list
hook-post-app string-list
hook-post-fork string-list
hook-post-jail string-list
hook-pre-app string-list
hook-pre-jail string-list
hook-touch string-list
http-path-info-no-decode-slashes bool = @2.1
http-socket socket-list
http-socket-modifier1 int64
http-socket-modifier2 int64
http11-socket socket-list @<2.0.18
https-socket socket-list +ssl
https-socket-modifier1 int64 +ssl
https-socket-modifier2 int64 +ssl
idle int master
ienv kv-list immediate @2.1
if-dir logic immediate
if-directory logic immediate
if-env logic immediate
if-exists logic immediate
if-file logic immediate
if-hostname logic immediate
if-hostname-match logic immediate +pcre
if-not-dir logic immediate
if-not-env logic immediate
if-not-exists logic immediate
if-not-file logic immediate
if-not-hostname logic immediate
if-not-hostname-match logic immediate +pcre
if-not-opt logic immediate
if-not-plugin logic immediate
if-not-reload logic ! immediate
if-opt logic immediate
if-plugin logic immediate
if-reload logic ! immediate
ifdir logic immediate
ifenv logic immediate
ifexists logic immediate
ifplugin logic immediate
ignore-script-name bool
ignore-sigpipe bool
ignore-write-errors bool
immediate-gid custom immediate
immediate-uid custom immediate
imperial-monitor-list bool
imperial-monitors-list bool
include custom immediate
inherit custom
ini custom immediate
inject-after string-list immediate
inject-before string-list immediate
iprint custom immediate
jail string +freebsd
jail-attach string +freebsd +libjail
jail-ip4 string-list +freebsd
jail-ip6 string-list +freebsd
jail2 string-list +freebsd +libjail
jailed bool
jid-file string +freebsd
jidfile string +freebsd
js custom -j immediate +json
json custom -j immediate +json
ksm int ? +linux +ksm
lazy bool
lazy-apps bool
legion custom master +ssl
legion-attach-daemon custom master +ssl
legion-cron custom master +ssl
legion-death custom master +ssl
legion-death-on-lord-error int master +ssl
legion-freq int master +ssl
legion-join custom master +ssl
legion-lord custom master +ssl
legion-mcast custom master +ssl
legion-node custom master +ssl
legion-node-joined custom master +ssl
legion-node-left custom master +ssl
legion-quorum custom master +ssl
legion-scroll custom master +ssl
legion-scroll-list-max-size int64 +ssl
legion-scroll-max-size int16 +ssl
legion-setup custom master +ssl
legion-skew-tolerance int master +ssl
legion-smart-attach-daemon custom master +ssl
legion-smart-attach-daemon2 custom master +ssl
legion-tolerance int master +ssl
legion-unlord custom master +ssl
libjail string-list +freebsd +libjail
limit-as megabytes
limit-nproc int
limit-post int64
listen int -l immediate
listen-queue-alarm string-list master
load-file-in-cache string-list
load-file-in-cache-gzip string-list +zlib
lock-engine string
locks int
log-4xx bool
log-5xx bool
log-alarm string-list master log-master +pcre
log-backupname string
log-big int64
log-date custom ?
log-drain regexp-list master log-master +pcre
log-encoder string-list master log-master
log-filter regexp-list master log-master +pcre
log-format string
log-format-strftime bool
log-ioerror bool =
log-master bool master log-master
log-master-bufsize int64
log-master-req-stream bool
log-master-stream bool
log-maxsize int64 master log-master
log-micros bool
log-prefix custom ?
log-reopen bool
log-req-encoder string-list master log-master
log-req-route regexp-list req-log-master +pcre
log-route regexp-list master log-master +pcre
log-sendfile bool =
log-slow int
log-socket string-list master log-master
log-syslog string-list ? master log-master
log-truncate bool
log-x-forwarded-for bool
log-zero bool
logdate custom ?
logfile-chmod custom
logfile-chown bool
logformat string
logformat-strftime bool
logger string-list master log-master
logger-list bool
logger-req string-list req-log-master
loggers-list bool
logto string
logto2 string
loop string
loop-list bool
loops-list bool
lq-alarm string-list master
manage-script-name bool
map-socket string-list
master bool -M
master-as-root bool
master-fifo string-list master
max-apps int
max-fd int
max-requests int64 -R
max-requests-delta int64 @2.0.29
max-vars custom -v
max-worker-lifetime int64
max-worker-lifetime-delta int @<2.0.20
mem-collector-freq int
memory-report bool -m
metric string-list metrics master
metric-alarm string-list metrics master
metric-dir string metrics master
metric-dir-restore bool metrics master
metric-threshold string-list metrics master
metrics-dir string metrics master
metrics-dir-restore bool metrics master
metrics-no-cores bool metrics master
mime-file string-list mime +not-macos
mimefile string-list mime +not-macos
min-worker-lifetime int64
mode string
mount string-list
mount-as-emperor string-list
mount-as-root string-list
mount-as-vassal string-list
mount-asap string-list
mount-check string-list master
mount-in-jail string-list
mount-post-jail string-list
mount-pre-jail string-list
mountpoint-check string-list master
mule custom ? master
mule-harakiri int
mule-msg-recv-size int master @2.1
mule-msg-size int ? master
mule-reload-mercy int
mules custom master
multicast string master
multicast-loop int
multicast-ttl int
namespace string +linux
namespace-keep-mount string-list +linux
namespace-net string +linux
need-app bool ?
need-plugin string-list immediate
need-plugins string-list immediate
never-swap bool
no-default-app bool
no-defer-accept bool
no-fd-passing bool
no-harakiri-after-req-hook bool
no-harakiri-arh bool
no-initgroups bool
no-orphans bool
no-server bool
no-threads-wait bool
not-alarm-log string-list master log-master +pcre
not-log-alarm string-list master log-master +pcre
notify-socket string master
ns string +linux
ns-net string +linux
offload-thread int
offload-threads int
pause custom immediate
pcre-jit custom ! immediate +pcre
persistent-ipcsem bool
pidfile string
pidfile2 string
pivot-root string +linux
pivot_root string +linux
plugin string-list immediate
plugin-dir string-list immediate
plugin-list bool
plugins string-list immediate
plugins-dir string-list immediate
plugins-list bool
post-buffering int64
post-buffering-bufsize int64
print custom
print-sym custom immediate
print-symbol custom immediate
prio int
privileged-binary-patch string
privileged-binary-patch-arg string
processes int -p
procname string procname
procname-append string procname
procname-master string procname
procname-prefix string procname
procname-prefix-spaced string procname
profiler string
propagate-touch bool
protocol string
pull-header string-list
puwsgi-socket socket-list
queue int
queue-blocksize int
queue-store string master
queue-store-sync int
raw-modifier1 int64
raw-modifier2 int64
raw-socket socket-list
rbtimer string-list master
re-fork bool
re-fork-as-root bool
re-fork-post-jail bool
reaper bool -r
refork bool
refork-as-root bool
refork-post-jail bool
reload custom immediate
reload-mercy int
reload-on-as megabytes memory
reload-on-exception bool
reload-on-exception-repr string-list
reload-on-exception-type string-list
reload-on-exception-value string-list
reload-on-fd string-list master
reload-on-pss megabytes memory +linux @2.1
reload-on-rss megabytes memory
reload-on-uss megabytes memory +linux @2.1
rem-header string-list
remap-modifier string
req-logger string-list req-log-master
resolve custom immediate
response-header-collect string-list
response-headers-limit int @<2.0.18
response-route custom +routing
response-route-host custom +routing
response-route-if custom +routing
response-route-if-not custom +routing
response-route-label custom +routing
response-route-qs custom +routing
response-route-referer custom +routing
response-route-remote-addr custom +routing
response-route-remote-user custom +routing
response-route-run custom +routing
response-route-status custom +routing
response-route-uri custom +routing
response-route-user-agent custom +routing
resume custom immediate
reuse-port bool
route custom +routing
route-host custom +routing
route-if custom +routing
route-if-not custom +routing
route-label custom +routing
route-qs custom +routing
route-referer custom +routing
route-remote-addr custom +routing
route-remote-user custom +routing
route-run custom +routing
route-uri custom +routing
route-user-agent custom +routing
router-list bool +routing
routers-list bool +routing
rpc-max int64
safe-fd custom
safe-pidfile string @<2.0.18
safe-pidfile2 string @<2.0.18
scgi-modifier1 int64
scgi-modifier2 int64
scgi-nph-socket socket-list
scgi-socket socket-list
segfault-alarm string-list master
set custom -S immediate
set-ph custom immediate
set-placeholder custom immediate
setns string +linux
setns-preopen bool +linux
setns-skip string-list +linux
setns-socket string master +linux
setns-socket-skip string-list +linux
shared-socket socket-list
sharedarea string-list -A
show-config bool
shutdown-sockets bool @<2.0.18 ~2.1
signal custom immediate
signal-bufsize int
signal-rbtimer string-list master
signal-timer string-list master
signals-bufsize int
single-interpreter bool -i
skip-atexit bool
skip-atexit-teardown bool
skip-zero bool
smart-attach-daemon custom master
smart-attach-daemon2 custom master
sni custom +ssl
sni-dir string +ssl
sni-dir-ciphers string +ssl
sni-regexp custom +ssl +pcre
snmp custom ?
snmp-community custom
so-keepalive bool
so-send-timeout int !
so-write-timeout int !
socket socket-list -s
socket-protocol string
socket-rcvbuf int64
socket-send-timeout int !
socket-sndbuf int64
socket-timeout int -z
socket-write-timeout int !
spooler custom -Q master
spooler-chdir string
spooler-cheap bool @2.1
spooler-external custom master
spooler-freq int
spooler-frequency int
spooler-harakiri int
spooler-max-tasks int
spooler-ordered bool
spooler-processes int immediate
spooler-quiet bool
spooler-signal-as-task bool @2.1
ssl-enable-sslv3 bool +ssl @<2.0.18
ssl-enable-tlsv1 bool +ssl @<2.0.18
ssl-enable3 bool +ssl
ssl-option string-list ! +ssl
ssl-session-timeout int +ssl +ssl-session-cache
ssl-session-use-cache string ? master +ssl +ssl-session-cache
ssl-sessions-timeout int +ssl +ssl-session-cache
ssl-sessions-use-cache string ? master +ssl +ssl-session-cache
ssl-socket socket-list +ssl
ssl-tmp-dir string +ssl
ssl-verbose bool +ssl
ssl-verify-depth int ? +ssl @<2.0.18
st string-list master
start-unsubscribed bool
static-cache-paths int mime master
static-cache-paths-name string mime master
static-check custom mime
static-expires kv-list mime +pcre
static-expires-mtime kv-list mime +pcre
static-expires-path-info kv-list mime +pcre
static-expires-path-info-mtime kv-list mime +pcre
static-expires-type kv-list mime
static-expires-type-mtime kv-list mime
static-expires-uri kv-list mime +pcre
static-expires-uri-mtime kv-list mime +pcre
static-gzip regexp-list mime +pcre
static-gzip-all bool mime
static-gzip-dir string-list mime
static-gzip-ext string-list mime
static-gzip-prefix string-list mime
static-gzip-suffix string-list mime
static-index string-list mime
static-map kv-list mime
static-map2 kv-list mime
static-safe string-list mime
static-skip-ext string-list mime
stats string master
stats-http bool master
stats-min bool master
stats-minified bool master
stats-no-cores bool master
stats-no-metrics bool master
stats-push string-list master metrics
stats-pusher-default-freq int master
stats-pushers-default-freq int master
stats-server string master
stop custom immediate
strict bool immediate
subscribe string-list master
subscribe-freq int
subscribe-to string-list master
subscribe-with-modifier1 string master
subscribe2 string-list master
subscription-algo custom
subscription-clear-on-shutdown bool @2.1
subscription-dotsplit bool
subscription-mountpoint int master @2.1
subscription-mountpoints int master @2.1
subscription-notify-socket string master
subscription-tolerance int
subscription-tolerance-inactive int @2.1
subscription-vassal-required bool master @2.1
subscriptions-credentials-check string-list master
subscriptions-sign-check custom master +ssl
subscriptions-sign-check-tolerance int master +ssl
subscriptions-sign-skip-uid string-list master +ssl
subscriptions-use-credentials bool
suspend custom immediate
suwsgi-socket socket-list +ssl
tcp-fast-open int
tcp-fast-open-client bool
tcp-fastopen int
tcp-fastopen-client bool
tcp-nodelay bool
thread-stack-size int threads
thread-stacksize int threads
threaded-logger bool master log-master
threads int threads
threads-stack-size int threads
threads-stacksize int threads
thunder-lock bool
thunder-lock-watchdog bool @2.1
timer string-list master
touch-chain-reload string-list master
touch-exec string-list master
touch-logreopen string-list master log-master
touch-logrotate string-list master log-master
touch-mules-reload string-list master
touch-reload string-list master
touch-signal string-list master
touch-spoolers-reload string-list master
touch-workers-reload string-list master
udp string master
uid custom
umask custom immediate
umount-as-emperor string-list
umount-as-root string-list
umount-as-vassal string-list
umount-asap string-list
umount-in-jail string-list
umount-post-jail string-list
umount-pre-jail string-list
undeferred-shared-socket socket-list
unenv custom
unique-cron custom master
unique-cron-legion custom master +ssl
unique-legion-cron custom master +ssl
unprivileged-binary-patch string
unprivileged-binary-patch-arg string
unshare custom +linux
unshare2 custom +linux
unsubscribe-on-graceful-reload bool
upload-progress string
usage custom ! -h immediate
use-abort bool
uwsgi-socket socket-list -s
vacuum bool
vassal-cap custom +capabilities
vassal-fork-base string-list @2.1
vassal-set string-list
vassal-sos int
vassal-sos-backlog int
vassals-cap custom +capabilities
vassals-include string-list
vassals-include-before string-list
vassals-inherit string-list
vassals-inherit-before string-list
vassals-set string-list
vassals-start-hook string
vassals-stop-hook string
version custom !
vhost bool
vhost-host bool vhost
wait-for-dir string-list
wait-for-file string-list
wait-for-fs string-list
wait-for-fs-timeout int
wait-for-iface string-list
wait-for-iface-timeout int
wait-for-interface string-list
wait-for-interface-timeout int
wait-for-mountpoint string-list
wait-for-socket string-list
wait-for-socket-timeout int
wait-iface string-list
wait-iface-timeout int
wait-interface string-list
wait-interface-timeout int
websocket-max-size int64
websocket-ping-freq int
websocket-pong-tolerance int
websockets-max-size int64
websockets-ping-freq int
websockets-pong-tolerance int
weight int64
whitelist string immediate
worker-exec string
worker-exec2 string
worker-log-encoder string-list @2.1
worker-log-req-encoder string-list @2.1
worker-logger string-list @2.1
worker-logger-req string-list @2.1
worker-mount string-list
worker-reload-mercy int
workers int -p
write-errors-exception-only bool
write-errors-tolerance int64
xml custom -x immediate +xml
xmlconfig custom -x immediate +xml
yaml custom -y immediate +yaml
yml custom -y immediate +yaml
zerg string-list
zerg-fallback bool
zerg-server string master
zeus string @2.1
[asyncio]
asyncio custom threads
[carbon]
carbon string-list master
carbon-freq int
carbon-hostname-dots string
carbon-id string
carbon-idle-avg string
carbon-max-retry int
carbon-name-resolve bool
carbon-no-workers bool
carbon-resolve-names bool
carbon-retry-delay int
carbon-root string
carbon-timeout int
carbon-use-metrics bool
[cgi]
cgi custom
cgi-allowed-ext string-list
cgi-async-max-attempts int !
cgi-buffer-size int64
cgi-close-stdin-on-eof bool
cgi-do-not-kill-on-error bool
cgi-dontresolve bool @2.1
cgi-from-docroot bool
cgi-helper custom
cgi-index string-list
cgi-loadlib string-list
cgi-map-helper custom
cgi-optimize bool
cgi-optimized bool
cgi-path-info bool
cgi-safe string-list
cgi-timeout int
cgi-unset string-list
[cheaper_busyness]
cheaper-busyness-backlog-alert int +linux
cheaper-busyness-backlog-multiplier int64 +linux
cheaper-busyness-backlog-nonzero int64 +linux
cheaper-busyness-backlog-step int +linux
cheaper-busyness-max int64
cheaper-busyness-min int64
cheaper-busyness-multiplier int64
cheaper-busyness-penalty int64
cheaper-busyness-verbose bool
[coroae]
coroae custom
[curl_cron]
cron-curl custom master
cron-curl-legion custom master +ssl
curl-cron custom master
curl-cron-legion custom master +ssl
legion-cron-curl custom master +ssl
legion-curl-cron custom master +ssl
[dumbloop]
dumbloop-code string
dumbloop-function string
dumbloop-modifier1 int
[fastrouter]
fastrouter custom
fastrouter-buffer-size int64
fastrouter-cheap bool
fastrouter-defer-connect-timeout int @2.1
fastrouter-emperor-socket string @2.1
fastrouter-events int
fastrouter-fallback string-list
fastrouter-fallback-on-no-key bool
fastrouter-force-key string @2.1
fastrouter-gid custom
fastrouter-gracetime int
fastrouter-harakiri int
fastrouter-max-retries int @2.1
fastrouter-post-buffering int64
fastrouter-post-buffering-dir string
fastrouter-processes int
fastrouter-quiet bool =
fastrouter-resubscribe string-list
fastrouter-resubscribe-bind string
fastrouter-ss string
fastrouter-stats string
fastrouter-stats-server string
fastrouter-subscription-fallback-key custom @<2.0.18
fastrouter-subscription-server custom
fastrouter-subscription-slot deprecated
fastrouter-timeout int
fastrouter-to string-list
fastrouter-uid custom
fastrouter-use-base custom
fastrouter-use-cache string ?
fastrouter-use-code-string custom
fastrouter-use-pattern custom
fastrouter-use-socket custom ?
fastrouter-workers int
fastrouter-zerg custom
[fiber]
fiber bool
[forkptyrouter]
forkpty-router custom
forkpty-router-cmd string
forkpty-router-command string
forkpty-urouter custom
forkptyrouter custom
forkptyrouter-cheap bool
forkptyrouter-cmd string
forkptyrouter-cols int16
forkptyrouter-command string
forkptyrouter-events int
forkptyrouter-fallback string-list
forkptyrouter-harakiri int
forkptyrouter-processes int
forkptyrouter-rows int16
forkptyrouter-ss string
forkptyrouter-stats string
forkptyrouter-stats-server string
forkptyrouter-timeout int
forkptyrouter-workers int
forkptyrouter-zerg custom
forkptyurouter custom
[gccgo]
gccgo-args string
gccgo-load string-list
go-args string
go-load string-list
goroutines custom threads
[geoip]
geoip-city string
geoip-country string
geoip-use-disk bool
[gevent]
gevent custom threads
gevent-early-monkey-patch bool
gevent-monkey-patch bool
gevent-wait-for-hub bool
[glusterfs]
glusterfs-mount string-list mime
glusterfs-timeout int
[greenlet]
greenlet bool
[http]
http custom
http-auto-chunked bool
http-auto-gzip bool +zlib
http-backend-http bool @2.1
http-buffer-size int64
http-cheap bool
http-chunked-input bool
http-connect-timeout int
http-enable-proxy-protocol bool ?
http-events int
http-fallback string-list
http-gid custom
http-gracetime int
http-harakiri int
http-headers-timeout int
http-keepalive int ?
http-manage-expect int64 ?
http-manage-rtsp bool
http-manage-source bool
http-modifier1 int
http-modifier2 int
http-post-buffering int64 @2.1
http-post-buffering-dir string @2.1
http-processes int
http-quiet bool =
http-raw-body bool
http-resubscribe string-list
http-server-name-as-http-host bool =
http-ss string
http-stats string
http-stats-server string
http-stud-prefix string-list
http-subscription-fallback-key custom @<2.0.18
http-subscription-server custom
http-timeout int
http-to string-list
http-to-https custom +ssl
http-uid custom
http-use-base custom
http-use-cache string ?
http-use-code-string custom
http-use-pattern custom
http-use-socket custom ?
http-var string-list
http-websockets bool
http-workers int
http-zerg custom
httprouter custom
https custom +ssl
https-export-cert bool +ssl
https-session-context string +ssl
https2 custom +ssl
[jvm]
jvm-class string-list
jvm-classpath string-list
jvm-main-class string-list
jvm-opt string-list
[jwsgi]
jwsgi string
[ldap]
ldap custom immediate
ldap-schema custom ! immediate
ldap-schema-ldif custom ! immediate
[logzmq]
log-zeromq string-list master log-master
[lua]
lua string
lua-gc-freq int !
lua-gc-full int ! @2.1
lua-load string-list
lua-postfork-mule string-list @2.1
lua-postfork-spooler string-list @2.1
lua-postfork-worker string-list @2.1
lua-postload string-list @2.1
lua-shell custom !
lua-shell-oneshot custom ! @2.1
luashell custom !
luashell-oneshot custom ! @2.1
[mongrel2]
mongrel2 socket-list
zeromq socket-list
zeromq-socket socket-list
zmq socket-list
zmq-socket socket-list
[mono]
mono-app string-list
mono-assembly string
mono-config string
mono-exec string-list
mono-gc-freq int64
mono-index string-list
mono-key string-list
mono-version string
[nagios]
nagios bool no-initial
[notfound]
notfound-log bool
[pam]
pam string
pam-user string
[php]
early-php custom ! immediate @2.1
early-php-sapi-name string immediate @2.1
php-allowed-docroot string-list
php-allowed-ext string-list
php-allowed-script string-list
php-app string
php-app-bypass regexp-list +pcre
php-app-qs string
php-config custom
php-config-append string-list
php-constant string-list
php-docroot string
php-dump-config bool
php-exec-after string-list
php-exec-before string-list
php-exec-begin string-list
php-exec-end string-list
php-fallback string
php-fallback-qs string
php-fallback2 string
php-index string-list
php-ini custom
php-ini-append string-list
php-mount kv-list @2.1
php-sapi-name string
php-server-software string
php-set string-list
php-var string-list
[ping]
ping string no-initial no-server
ping-timeout int
[psgi]
early-perl custom immediate @2.1
early-perl-exec custom immediate @2.1
early-psgi custom immediate @2.1
perl-arg string-list
perl-args string
perl-auto-reload int master
perl-auto-reload-ignore string-list master
perl-exec string-list
perl-exec-post-fork string-list
perl-local-lib string
perl-no-die-catch bool
perl-no-plack bool
perl-version custom ! immediate +perl-version
plshell custom ?
plshell-oneshot custom !
psgi string
psgi-enable-psgix-io bool
[pty]
pty-connect string no-initial
pty-exec string
pty-input bool
pty-log bool
pty-no-isig bool
pty-socket string
pty-uconnect string no-initial
[pypy]
pypy-eval string-list
pypy-eval-post-fork string-list
pypy-exec string-list
pypy-exec-post-fork string-list
pypy-home string
pypy-ini-paste custom immediate
pypy-lib string
pypy-paste string
pypy-pp string-list
pypy-python-path string-list
pypy-pythonpath string-list
pypy-setup string
pypy-wsgi string
pypy-wsgi-file string
[python]
callable string
early-pyimport custom immediate @2.1
early-python custom ! immediate @2.1
early-python-import custom immediate @2.1
early-python-path custom immediate @2.1
early-pythonpath custom immediate @2.1
eval string
file string
home string -H
import string-list
ini-paste custom immediate
ini-paste-logged custom immediate
module string -w
no-site bool +not-cygwin
optimize int -O
paste string
paste-logger bool
paste-name string @2.1
pecan string
post-pymodule-alias string-list
pp custom
pump string
py custom
py-auto-reload int threads master
py-auto-reload-ignore string-list threads master
py-autoreload int threads master
py-call-osafterfork bool
py-call-uwsgi-fork-hooks bool @2.0.21
py-executable string @<2.0.20
py-import string-list
py-master-check-signals bool @2.1
py-program-name string
py-programname string
py-sharedarea string-list +python-buffers
py-sys-executable string @<2.0.20
py-tracebacker string threads master
pyargv string
pyhome string -H
pyimport string-list
pymodule-alias string-list
pyrun custom
pyshell custom ?
pyshell-oneshot custom ?
python custom
python-auto-reload int threads master
python-autoreload int threads master
python-import string-list
python-path custom
python-raw string
python-version custom ! immediate
python-worker-override string
pythonpath custom
reload-os-env bool
shared-import string-list
shared-py-import string-list
shared-pyimport string-list
shared-python-import string-list
spooler-import string-list
spooler-py-import string-list
spooler-pyimport string-list
spooler-python-import string-list
start_response-nodelay bool
test string -J
venv string -H
virtualenv string -H
web3 string
wsgi string -w
wsgi-accept-buffer bool
wsgi-accept-buffers bool
wsgi-disable-file-wrapper bool
wsgi-env-behavior string
wsgi-env-behaviour string
wsgi-file string
wsgi-lite string
wsgi-manage-chunked-input bool @2.1
wsgi-strict bool
[rack]
gemset string
rack string post-buffering
rails string post-buffering
rb-gc-freq int
rb-lib string-list +ruby19
rb-require string-list
rbrequire string-list
rbshell custom ?
rbshell-oneshot custom !
require string-list
ruby-gc-freq int
ruby-lib string-list +ruby19
ruby-require string-list
rubyrequire string-list
rvm string
rvm-path string-list
shared-rb-require string-list
shared-rbrequire string-list
shared-require string-list
shared-ruby-require string-list
shared-rubyrequire string-list
[rados]
rados-mount string-list mime
rados-timeout int
[rawrouter]
rawrouter custom
rawrouter-buffer-size int64
rawrouter-cheap bool
rawrouter-events int
rawrouter-fallback string-list
rawrouter-gracetime int
rawrouter-harakiri int
rawrouter-max-retries int
rawrouter-processes int
rawrouter-quiet bool =
rawrouter-ss string
rawrouter-stats string
rawrouter-stats-server string
rawrouter-subscription-server custom
rawrouter-subscription-slot deprecated
rawrouter-timeout int
rawrouter-to string-list
rawrouter-use-base custom
rawrouter-use-cache string ?
rawrouter-use-code-string custom
rawrouter-use-pattern custom
rawrouter-use-socket custom ?
rawrouter-workers int
rawrouter-xclient bool
rawrouter-zerg custom
[rbthreads]
rb-thread bool
rb-threads bool
rbthread bool
rbthreads bool
[ring]
clojure-load string-list
ring-app string
ring-load string-list
[rrdtool]
rrdtool string-list master metrics
rrdtool-freq int
rrdtool-lib string
[rsyslog]
rsyslog-packet-size int
rsyslog-split-messages bool
[sqlite3]
sqlite custom immediate
sqlite3 custom immediate
[sslrouter]
sslrouter custom +ssl
sslrouter-buffer-size int64 +ssl
sslrouter-cheap bool +ssl
sslrouter-events int +ssl
sslrouter-fallback string-list +ssl
sslrouter-gracetime int +ssl
sslrouter-harakiri int +ssl
sslrouter-max-retries int +ssl
sslrouter-processes int +ssl
sslrouter-quiet bool = +ssl
sslrouter-session-context string +ssl
sslrouter-sni bool +ssl +sni
sslrouter-ss string +ssl
sslrouter-stats string +ssl
sslrouter-stats-server string +ssl
sslrouter-subscription-server custom +ssl
sslrouter-timeout int +ssl
sslrouter-to string-list +ssl
sslrouter-use-base custom +ssl
sslrouter-use-cache string ? +ssl
sslrouter-use-code-string custom +ssl
sslrouter-use-pattern custom +ssl
sslrouter-use-socket custom ? +ssl
sslrouter-workers int +ssl
sslrouter-zerg custom +ssl
sslrouter2 custom +ssl
[stackless]
stackless bool
[stats_pusher_statsd]
statsd-all-gauges bool @2.1
statsd-no-workers bool @2.1
[symcall]
symcall string-list
symcall-post-fork string-list
symcall-register-rpc string-list
symcall-use-next bool +rtld-next
[tornado]
tornado custom threads
[tuntap]
tuntap-device string-list
tuntap-device-rule string-list
tuntap-router string-list
tuntap-router-firewall-in custom
tuntap-router-firewall-out custom
tuntap-router-route custom
tuntap-router-stats string
tuntap-use-credentials string ?
[ugreen]
ugreen bool +not-uclibc
ugreen-stacksize int +not-uclibc
[webdav]
webdav-add-collection-prop string-list mime
webdav-add-collection-prop-comp string-list mime
webdav-add-collection-prop-href string-list mime
webdav-add-object-prop string-list mime
webdav-add-object-prop-comp string-list mime
webdav-add-object-prop-href string-list mime
webdav-add-option string-list mime
webdav-add-prop string-list mime
webdav-add-prop-comp string-list mime
webdav-add-prop-href string-list mime
webdav-add-rtype-collection-prop string-list mime
webdav-add-rtype-object-prop string-list mime
webdav-add-rtype-prop string-list mime
webdav-class-directory string mime
webdav-css string-list mime
webdav-div string mime
webdav-javascript string-list mime
webdav-js string-list mime
webdav-lock-cache string mime
webdav-mount string-list mime
webdav-principal-base string mime
webdav-skip-prop string-list mime
[xslt]
xslt-content-type string
xslt-docroot string-list
xslt-ext string-list
xslt-stylesheet string-list
xslt-var string-list
[zabbix]
zabbix-template custom ? metrics
[zergpool]
zerg-pool string-list
zergpool string-list
`
