/** Failures of what runs the processes: containers, orchestrator, service manager, clock. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const platformFailures: readonly KnownFailure[] = [
  {
    id: 'imagePull', category: 'BUILD', minutes: 15, depth: depth.platform, grade: 'outage',
    expression: /\b(?:ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName)\b|failed to pull (?:and unpack )?image|pull access denied|manifest (?:for .{1,120} )?(?:unknown|not found)|toomanyrequests: You have reached your pull rate|no matching manifest for|repository does not exist or may require/i,
    means: 'The image of a container cannot be fetched.',
    check: 'Check name and tag of the image, the pull secret, and that the registry is reachable and has the platform.',
    samples: ['Back-off pulling image "shop:2.1": ImagePullBackOff', 'Failed to pull image "shop:2.1": rpc error: code = Unknown', 'pull access denied for shop, repository does not exist or may require', 'manifest for shop:9 not found: manifest unknown', 'no matching manifest for linux/arm64 in the manifest list entries'],
    counters: ['Successfully pulled image "shop:2.1"'],
  },
  {
    id: 'crashLoop', category: 'PROCESS', minutes: 30, depth: depth.platform, grade: 'outage',
    expression: /\bCrashLoopBackOff\b|back-?off restarting failed container|start request repeated too quickly|start-limit-hit|Start(?:ing)? limit hit|restarting too (?:often|fast|quickly)|too many (?:unstable )?restarts|respawning too (?:fast|rapidly)|entered FATAL state, too many start retries|exited too quickly|restart counter is at (?:[5-9]|\d{2,})\b|restart(?:ed|s)? \d{2,} times/i,
    means: 'A process dies soon after each start and is started again and again.',
    check: 'Read its last lines before the exit (`kubectl logs --previous`, `journalctl -u NAME`): the cause is there, not in the restarts.',
    samples: ['Back-off restarting failed container web in pod web-1', 'web-1 0/1 CrashLoopBackOff 12', 'app.service: Start request repeated too quickly.', 'gave up: web entered FATAL state, too many start retries too quickly', 'app.service: Scheduled restart job, restart counter is at 7.'],
    counters: ['restart counter is at 1'],
  },
  {
    id: 'serviceFailed', category: 'PROCESS', minutes: 20, depth: depth.platform, grade: 'outage',
    expression: /Failed with result '|Main process exited, code=exited|entered failed state|Failed to start [A-Z@\w]|Dependency failed for|Unit .{1,80} (?:not found|could not be found|is masked)|Job for .{1,80} failed|code=exited, status=[1-9]|control process exited|exited with code [1-9]\d{0,2}\b|(?:container|process|worker|child|subprocess|command)\b.{0,80}exited with (?:code|status|exit code)[: ]{1,2}[1-9]|terminated with exit code [1-9]|non-zero exit (?:code|status)|ELIFECYCLE/,
    means: 'A service or container ended with an error.',
    check: 'Read its own output just before the end (`journalctl -u NAME`, container log).',
    samples: ["app.service: Failed with result 'exit-code'.", 'app.service: Main process exited, code=exited, status=1/FAILURE', 'Failed to start Shop API.', 'Dependency failed for Web.', 'container web exited with code 1', 'npm ERR! code ELIFECYCLE', "subprocess.CalledProcessError: Command 'make' returned non-zero exit status 2."],
    counters: ['container job exited with code 0', 'Started Shop API.'],
  },
  {
    id: 'scheduling', category: 'PROCESS', minutes: 25, depth: depth.platform, grade: 'outage',
    expression: /\bFailedScheduling\b|\d{1,5}\/\d{1,5} nodes are available|Insufficient (?:cpu|memory|pods|nvidia|ephemeral)|didn't (?:match|tolerate|have free)|exceeded quota|FailedCreate\b|Preempt(?:ed|ing) by|no nodes available to schedule/i,
    means: 'No node has room for a pod, or none is allowed to take it.',
    check: 'Compare requests with what nodes have free, then selectors, taints and quotas.',
    samples: ['FailedScheduling 0/3 nodes are available: 3 Insufficient memory.', "0/5 nodes are available: 5 node(s) didn't match Pod's node affinity/selector", 'pods "web-1" is forbidden: exceeded quota: team, requested: cpu=2'],
  },
  {
    id: 'evicted', category: 'MEMORY', minutes: 25, depth: depth.platform, grade: 'failure',
    expression: /\bEvict(?:ed|ing|ion)\b|The node (?:was low on resource|had condition)|NodeHas(?:DiskPressure|MemoryPressure|PIDPressure|InsufficientMemory)|\b(?:Disk|Memory|PID)Pressure\b|\bNodeNotReady\b|node .{1,60} (?:status is now: )?NotReady|kubelet (?:stopped posting|is not ready)|ephemeral[- ]storage.{0,40}exceed|MemoryPressure|memory\.high/,
    means: 'A node is short of disk, memory or processes, or gone, and throws pods out.',
    check: 'Look at the node (`kubectl describe node`): what fills its disk or memory?',
    samples: ['The node was low on resource: ephemeral-storage. Container web was using 4Gi', 'Pod web-1 Evicted', 'Node n1 status is now: NodeHasDiskPressure', 'node n2 status is now: NodeNotReady'],
    counters: ['cache evicted 4 entries'],
  },
  {
    id: 'mount', category: 'CONFIG', minutes: 20, depth: depth.platform, grade: 'outage',
    expression: /\bFailed(?:Mount|AttachVolume|CreatePodSandBox)\b|MountVolume\.\w{1,20} failed|Unable to attach or mount volumes|(?:configmap|secret|persistentvolumeclaim) "[^"]{1,120}" not found|mount(?:ing)?\b.{0,60}(?:failed|error|wrong fs type|bad superblock)|Multi-Attach error|CreateContainerConfigError|CreateContainerError|RunContainerError|failed to create (?:shim|containerd) task|OCI runtime (?:create|exec) failed/i,
    means: 'A volume, secret or the container itself cannot be set up.',
    check: 'Read the event text (`kubectl describe pod`): a missing ConfigMap, Secret or claim, or a wrong command.',
    samples: ['MountVolume.SetUp failed for volume "cfg" : configmap "app-cfg" not found', 'Unable to attach or mount volumes: unmounted volumes=[data]', 'Multi-Attach error for volume "pvc-1"', 'OCI runtime create failed: container_linux.go:380: starting container process caused', 'secret "db" not found'],
    counters: ['volume mounted'],
  },
  {
    id: 'probe', category: 'PROCESS', minutes: 20, depth: depth.service, grade: 'failure',
    expression: /(?:liveness|readiness|startup) probe (?:failed|errored)|(?:liveness|readiness|startup) (?:check|probe).{0,40}(?:fail|timeout|timed out)|health ?-?check\b.{0,60}(?:fail|timed out|timeout|unhealthy|error|returned (?:5|4)\d\d)|\bunhealthy\b(?! ?(?:=|:|count|threshold)).{0,40}(?:target|upstream|container|instance|host|backend)|(?:target|upstream|container|instance|host|backend|server|service|pod)\b.{0,60}\b(?:is |became |marked (?:as )?|now )unhealthy|failed liveness probe|will be restarted.{0,20}probe|헬스 ?체크.{0,12}실패/i,
    means: 'The process does not answer its health check, so traffic is taken away or it is restarted.',
    check: 'Find what the health endpoint waits for (database, event loop, garbage collection), and its time limit.',
    samples: ['Liveness probe failed: HTTP probe failed with statuscode: 503', 'Readiness probe failed: dial', 'Container web failed liveness probe, will be restarted', 'health check for api failed 3 times', 'target 10.0.0.4 is unhealthy', '헬스체크 실패: api'],
    counters: ['health check passed', 'liveness probe configured'],
  },
  {
    id: 'watchdog', category: 'PERF', minutes: 40, depth: depth.machine, grade: 'outage',
    expression: /watchdog: BUG: soft lockup|(?:soft|hard) ?lockup|blocked for more than \d{1,5} seconds|rcu_sched (?:self-)?detected stall|hung[_ ]task|watchdog (?:timeout|timer|expired|did not|hasn't|fired)|NMI watchdog|Watchdog (?:caught|detected)|ANR in |Input dispatching timed out|not responding to (?:ping|heartbeat)|missed (?:\d{1,4} )?heartbeats?/i,
    means: 'The kernel, or a watchdog, sees something that has not moved for long.',
    check: 'Look at disk and hypervisor load (I/O wait, steal) and at the stack printed with the message.',
    samples: ['INFO: task jbd2/sda1-8:211 blocked for more than 120 seconds.', 'watchdog: BUG: soft lockup - CPU#3 stuck for 23s! [kworker]', 'app.service: Watchdog timeout (limit 30s)!', 'ANR in com.example.app', 'rcu_sched self-detected stall on CPU'],
    counters: ['watchdog started'],
  },
  {
    id: 'clockSkew', category: 'CONFIG', minutes: 20, depth: depth.platform, grade: 'degraded',
    expression: /(?<!krb5_child: )clock (?:skew|drift|jump)|clock (?:moved|went|was set|stepped|has (?:moved|gone)) (?:back|forward)|time (?:has |just )?(?:jumped|went|moved) (?:back|forward)|(?:system )?(?:clock|time) .{0,30}(?:wrong|unsynchroni[sz]ed|not synchroni[sz]ed|out of sync|behind|ahead)|(?:ntp|chrony\w?|timesyncd)\b.{0,60}(?:no (?:server|reply|response|suitable)|unreachable|timed out|not synchroni[sz]ed|can't|failed|stepped)|RequestTimeTooSkewed|issued in the future|used before issued|timestamp .{0,30}(?:in the future|too far|outside)|Detected clock|Thread starvation or clock leap|시계.{0,12}(?:오차|불일치)|시간.{0,6}동기화.{0,6}실패/i,
    means: 'Clocks differ or jumped, so tokens, certificates, leases and orders of events go wrong.',
    check: 'Run `timedatectl` and `chronyc tracking` on both sides; look for a paused virtual machine.',
    samples: ['clock skew detected: 412s', 'Time has jumped backwards by 40 s', 'Time just moved backwards by 1803 seconds', 'HikariPool-1 - Thread starvation or clock leap detected (housekeeper delta=1m4s)', 'systemd-timesyncd[311]: Timed out waiting for reply from 10.0.0.1; ntp server no response', 'iat: token used before issued', 'Clock moved backwards. Refusing to generate id'],
    counters: ['clock synchronised', 'system clock set from RTC'],
  },
  {
    id: 'sandbox', category: 'AUTH', minutes: 25, depth: depth.platform, grade: 'failure',
    expression: /\bapparmor="DENIED"|avc: +denied|\bSECCOMP\b|seccomp.{0,30}(?:denied|blocked|violation)|SELinux is preventing|denied by (?:policy|admission webhook)|admission webhook .{1,100} denied|violates PodSecurity|blocked by (?:group policy|antivirus|firewall)|\bUFW BLOCK\b|iptables.{0,20}(?:DROP|REJECT)|NetworkPolicy.{0,30}(?:drop|den)/i,
    means: 'A security layer of the system forbids what the program does.',
    check: 'Read the denial for what was asked for; allow exactly that in the profile or policy, or change the program.',
    samples: ['apparmor="DENIED" operation="open" profile="docker-default" name="/proc/1/mem"', 'avc:  denied  { read } for pid=811 comm="nginx" name="site"', 'admission webhook "policy.example.test" denied the request: no limits set', '[UFW BLOCK] IN=eth0 OUT= SRC=203.0.113.7'],
  },
];
