/** Failures of memory, and of what the operating system gives a process only so much of. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const memoryFailures: readonly KnownFailure[] = [
  {
    id: 'kernelOutOfMemory', category: 'MEMORY', minutes: 30, depth: depth.machine, grade: 'outage',
    expression: /\boom[-_ ]?kill(?:er|ed)?\b|\bOOMKilled\b|Out of memory: Kill(?:ed)? process|Memory cgroup out of memory|oom_reaper|exit(?:ed)?(?: with)?(?: code| status)?[ :=]{1,2}137\b|oom-kill:constraint|killed because of (?:an )?out[- ]of[- ]memory|memory limit exceeded.{0,40}(?:kill|restart)/i,
    means: 'The kernel or the container runtime killed a process because its memory ran out.',
    check: 'Compare the process\'s memory with its limit (cgroup, container, ulimit); find what grew before the kill.',
    samples: ['Out of memory: Killed process 2211 (java) total-vm:8123456kB, anon-rss:4012345kB', 'python invoked oom-killer: gfp_mask=0xcc0, order=0', 'Last State: Terminated Reason: OOMKilled Exit Code: 137', 'container web exited with code 137', 'app.service: A process of this unit has been killed by the OOM killer (oom-kill).'],
    counters: ['oom_score_adj set to -500', 'exited with code 0'],
  },
  {
    id: 'gcOverhead', category: 'MEMORY', minutes: 40, depth: depth.service, grade: 'failure',
    expression: /GC overhead limit exceeded|(?:long|excessive|stop-the-world) (?:GC|garbage collection) ?(?:pause|time)?|\[gc\].{0,40}overhead,? spent|JvmGcMonitor|Allocation Failure.{0,60}Full GC|(?:To-space exhausted|Pause Full \(|concurrent mode failure|promotion failed)/i,
    means: 'The runtime spends its time collecting garbage instead of working, because the heap is nearly full.',
    check: 'Take a heap dump, find what holds the memory, then judge the heap size.',
    samples: ['java.lang.OutOfMemoryError: GC overhead limit exceeded', '[gc][1234] overhead, spent [1.2s] collecting in the last [1.4s]', 'GC(91) Pause Full (G1 Compaction Pause) 4090M->4080M(4096M) 3120.1ms', 'JvmGcMonitorService node-1 [gc][young] took 9s'],
    counters: ['GC(12) Pause Young (Normal) 20M->4M(64M) 3.1ms'],
  },
  {
    id: 'metaspace', category: 'MEMORY', minutes: 30, depth: depth.service, grade: 'outage',
    expression: /OutOfMemoryError: (?:Metaspace|PermGen|Compressed class space|Direct buffer memory|unable to create (?:new )?native thread)|Cannot reserve \d{1,15} bytes of direct buffer memory|OutOfDirectMemoryError/i,
    means: 'The JVM ran out of memory outside the heap: classes, direct buffers or threads.',
    check: 'Look for class loader leaks after redeployments, unreleased direct buffers, or a limit of threads; then at MaxMetaspaceSize and MaxDirectMemorySize.',
    samples: ['java.lang.OutOfMemoryError: Metaspace', 'io.netty.util.internal.OutOfDirectMemoryError: failed to allocate 16777216 byte(s) of direct memory', 'java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached'],
  },
  {
    id: 'outOfMemory', category: 'MEMORY', minutes: 30, depth: depth.service, grade: 'outage',
    expression: /(?<!CUDA )\bout of memory\b(?! storing)|OutOfMemory(?:Error|Exception)|\bMemoryError\b|heap out of memory|cannot allocate memory|\bENOMEM\b|memory exhausted|Allowed memory size of \d{1,15} bytes exhausted|std::bad_alloc|NoMemoryError|failed to allocate memory|runtime: out of memory|heap limit.{0,20}(?:reached|Allocation failed)|메모리(?:가|이)? ?(?:부족|고갈)|メモリ(?:ー)?(?:が)?不足|内存不足|speicher (?:reicht nicht|erschöpft)/i,
    means: 'A process wants more memory than it may have.',
    check: 'Find what grows (heap dump, caches and queues without a limit, a large input), then judge the memory limit.',
    samples: ['java.lang.OutOfMemoryError: Java heap space', 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', 'MemoryError', 'OSError: [Errno 12] Cannot allocate memory', "terminate called after throwing an instance of 'std::bad_alloc'", 'PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes)', 'System.OutOfMemoryException: Insufficient memory', 'ERROR:  out of memory DETAIL: Failed on request of size 32', '메모리 부족으로 작업을 중단합니다'],
    counters: ['memory usage 812 MB'],
  },
  {
    id: 'memoryLeak', category: 'MEMORY', minutes: 35, depth: depth.service, grade: 'degraded',
    expression: /memory leak (?:detected|suspected|found)|(?:possible|potential|suspected) (?:EventEmitter )?memory leak|LEAK: \w{1,30}\.release\(\) was not called|memory (?:usage|consumption).{0,30}(?:high|above|exceed|critical|grow|over (?:the )?(?:limit|threshold))|memory (?:threshold|limit).{0,20}(?:exceed|reached)|high memory (?:usage|pressure|consumption)|heap usage.{0,20}(?:above|exceed|critical)|memory\w{0,12}.{0,12}leak(?:ed|ing)?\b(?! (?:tests?|checks?|detect(?:or|ion)))|메모리.{0,20}(?:누수|사용량.{0,12}(?:증가|초과|높))/i,
    means: 'Memory grows and is not given back.',
    check: 'Compare heap snapshots over time: buffers, listeners, caches and cycles that only grow.',
    samples: ['MaxListenersExceededWarning: Possible EventEmitter memory leak detected. 11 message listeners added', 'LEAK: ByteBuf.release() was not called before it\'s garbage-collected', '메모리 누수 감지: 주문 캐시', '메모리 사용량 지속 증가: 812MB', 'WARN memory usage 93% above threshold', 'memory usage is high: 1900 MB'],
    counters: ['memory leak test passed', 'memory usage 40 MB'],
  },
  {
    id: 'fileDescriptors', category: 'PROCESS', minutes: 20, depth: depth.machine, grade: 'outage',
    expression: /too many open files|\bE[MN]FILE\b|file descriptor limit|no file descriptors available|VFS: file-max limit|socket: too many open|파일 디스크립터.{0,12}(?:부족|초과)|열린 파일이 너무 많/i,
    means: 'The process may not open another file or socket.',
    check: 'Count with `ls /proc/PID/fd | wc -l` what stays open (connections and files that are never closed), then raise the limit (`ulimit -n`, LimitNOFILE).',
    samples: ["Error: EMFILE: too many open files, open '/app/a.html'", 'accept4() failed (24: Too many open files)', 'http: Accept error: accept tcp [::]:8080: accept4: too many open files; retrying in 5ms', 'OSError: [Errno 24] Too many open files', 'java.net.SocketException: Too many open files', 'VFS: file-max limit 65536 reached'],
    counters: ['open files soft limit 1024 raised to 65536'],
  },
  {
    id: 'processLimit', category: 'PROCESS', minutes: 20, depth: depth.machine, grade: 'outage',
    expression: /can(?:'t|not) start new thread|unable to create (?:new )?(?:native )?thread|(?:fork|clone|pthread_create|spawn)\w{0,8}\(?\)?:? ?.{0,40}(?:resource temporarily unavailable|EAGAIN|failed)|fork: retry|cgroup: fork rejected by pids controller|\bspawn\b.{0,60}\bEAGAIN\b|number of (?:processes|threads).{0,20}(?:limit|exceed)/i,
    means: 'No more threads or processes may be started.',
    check: 'Count threads (`ps -eLf | wc -l`) and find who makes them; then the limits `ulimit -u`, TasksMax, pids cgroup.',
    samples: ["RuntimeError: can't start new thread", 'bash: fork: retry: Resource temporarily unavailable', 'Error: spawn git EAGAIN', 'cgroup: fork rejected by pids controller in /system.slice/app.service', 'runtime: failed to create new OS thread; pthread_create failed: Resource temporarily unavailable'],
  },
  {
    id: 'portInUse', category: 'CONFIG', minutes: 5, depth: depth.setup, grade: 'outage',
    expression: /\bEADDRINUSE\b|address (?:is )?already in use|port \d{1,5} (?:is |was )?(?:already |currently )?(?:in use|allocated|taken|used)|bind\w{0,8}.{0,60}address in use|Only one usage of each socket address|port is already allocated|포트.{0,12}(?:이미|사용 ?중)/i,
    means: 'Another process listens on the port, often an older copy of the same program.',
    check: 'Run `ss -ltnp` for the port: stop that process, or choose another port.',
    samples: ['Error: listen EADDRINUSE: address already in use :::3000', 'OSError: [Errno 98] Address already in use', 'listen tcp :8080: bind: address already in use', 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)', 'Web server failed to start. Port 8080 was already in use.', 'Bind for 0.0.0.0:5432 failed: port is already allocated', '포트 8080이(가) 이미 사용 중입니다'],
    counters: ['listening on port 8080', 'address in use by pool: 4'],
  },
  {
    id: 'portsExhausted', category: 'NETWORK', minutes: 25, depth: depth.machine, grade: 'outage',
    expression: /\bEADDRNOTAVAIL\b|cannot assign requested address|nf_conntrack: (?:nf_conntrack: )?table full|possible SYN flooding|(?:no|out of) ephemeral ports|listen queue (?:overflow|of a socket)|\bENOBUFS\b|no buffer space available/i,
    means: 'The machine has no local ports, connection entries or socket buffers left, or the address is not its own.',
    check: 'Run `ss -s`: many TIME-WAIT sockets mean that connections are not reused; else check that the address belongs to this machine, and nf_conntrack_max.',
    samples: ['connect EADDRNOTAVAIL 127.0.0.1:6379 - Local (127.0.0.1:0)', 'dial tcp 10.0.0.2:80: connect: cannot assign requested address', 'nf_conntrack: nf_conntrack: table full, dropping packet', 'TCP: request_sock_TCP: Possible SYN flooding on port 443. Sending cookies.'],
  },
];
