/** Failures of hardware, disks and file systems. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const machineFailures: readonly KnownFailure[] = [
  {
    id: 'inodesExhausted', category: 'DISK', minutes: 20, depth: depth.machine, grade: 'outage',
    expression: /\b(?:no free inodes|out of inodes|inode\w{0,12}.{0,20}(?:exhaust|100 ?%|full)|inotify watch\w{0,4}.{0,20}(?:reached|exhaust)|ENOSPC: System limit for number of file watchers)/i,
    means: 'The file system (or inotify) has no entries left though there may be free bytes.',
    check: 'Run `df -i`; find the folder with millions of small files, or raise fs.inotify.max_user_watches when watchers are meant.',
    samples: ['EXT4-fs warning: ext4_dx_add_entry: Directory index full, no free inodes', 'volume /data: inodes 100% used', 'Error: ENOSPC: System limit for number of file watchers reached, watch \'/app/src\''],
    counters: ['inode table checked'],
  },
  {
    id: 'diskFull', category: 'DISK', minutes: 15, depth: depth.machine, grade: 'outage',
    expression: /no space left on device|\bENOSPC\b|\bdisk\w{0,4} (?:is |are |was |almost |nearly )?full\b|\bDiskFull\b|not enough (?:free )?(?:disk )?space|insufficient (?:free )?(?:disk )?space|there is not enough space on the disk|out of disk space|low on disk space|disk quota exceeded|\bEDQUOT\b|(?:free|available) disk space .{0,30}(?:below|less than|under)|flood[- ]stage disk watermark|high disk watermark|디스크.{0,12}(?:부족|가득|꽉)|저장 ?공간.{0,6}부족|磁盘.{0,4}(?:已满|空间不足)|ディスク.{0,6}(?:空き容量|容量不足|いっぱい)/i,
    means: 'A volume has no room left, so everything that writes to it fails.',
    check: 'Run `df -h` on the volume named, free space, then find what grew and whether rotation and retention run.',
    samples: ['could not extend file "base/16385/16404": No space left on device', 'java.io.IOException: No space left on device', 'OSError: [Errno 28] No space left on device: \'/var/lib/app/a.tmp\'', "Error: ENOSPC: no space left on device, write", 'System.IO.IOException: There is not enough space on the disk', '디스크 공간이 부족하여 저장할 수 없습니다', 'flood stage disk watermark [95%] exceeded on node-1, all indices marked read-only', 'write /data/x: disk quota exceeded'],
    counters: ['disk usage 41%', 'full disk scan finished', '디스크 검사 완료'],
  },
  {
    id: 'readOnlyFileSystem', category: 'DISK', minutes: 30, depth: depth.machine, grade: 'outage',
    expression: /read-only file ?system|\bEROFS\b|remount\w{0,4}.{0,40}read-only|filesystem.{0,40}mounted read-only/i,
    means: 'The volume is mounted read-only, often because the kernel saw errors on it.',
    check: 'Look at `dmesg` for I/O or ext4/xfs errors before the remount; in a container look at readOnlyRootFilesystem and the mounts.',
    samples: ["OSError: [Errno 30] Read-only file system: '/app/cache'", "EROFS: read-only file system, open '/data/a.json'", 'EXT4-fs error (device sda1): Remounting filesystem read-only'],
    counters: ['opened in read-only mode'],
  },
  {
    id: 'diskFailing', category: 'DISK', minutes: 60, depth: depth.machine, grade: 'outage',
    expression: /\bSMART\b.{0,60}(?:fail|prefail|exceed|error|uncorrect)|FAILED SMART|(?:pending|reallocated|uncorrectable|unreadable).{0,10}sectors?|(?:blk_update_request|Buffer I\/O error|critical medium error|Medium Error|UNRECOVERED READ|print_req_error|nvme\w{0,4}.{0,40}(?:timeout|abort|controller is down|reset))|md\/raid\d{0,2}.{0,40}(?:Disk failure|degraded)|\bzpool\b.{0,40}(?:DEGRADED|FAULTED)/,
    means: 'A disk reports errors of its own; data on it is at risk.',
    check: 'Run `smartctl -a` and `dmesg` for the device named, make a backup now, replace the disk.',
    samples: ['smartd[812]: Device: /dev/sda [SAT], 8 Currently unreadable (pending) sectors', 'Device: /dev/sdb, FAILED SMART self-check. BACK UP DATA NOW!', 'blk_update_request: I/O error, dev sda, sector 12345', 'nvme nvme0: I/O 12 QID 3 timeout, aborting', 'md/raid1:md0: Disk failure on sdb1, disabling device.'],
    counters: ['SMART usage attribute 194 Temperature_Celsius changed from 36 to 37'],
  },
  {
    id: 'inputOutputError', category: 'DISK', minutes: 45, depth: depth.machine, grade: 'failure',
    expression: /\binput\/output error\b|(?<!Slave )\bI\/O error\b|\bEIO\b|stale (?:NFS )?file handle|\bESTALE\b|nfs: server .{0,60}not responding|EXT4-fs error|XFS.{0,40}(?:corruption|shutdown|metadata I\/O)|BTRFS.{0,20}(?:error|critical)|입출력 오류/i,
    means: 'Reading or writing a device or a network file system fails below the program.',
    check: 'Look at `dmesg -T` for the device and at the storage server (NFS, iSCSI, cloud volume).',
    samples: ['OSError: [Errno 5] Input/output error', "EIO: i/o error, read '/mnt/a'", 'nfs: server 10.0.0.9 not responding, still trying', 'XFS (dm-0): Metadata corruption detected at xfs_buf', 'EXT4-fs error (device sdb1): ext4_find_entry: inode #2: reading directory lblock 0', 'Stale file handle'],
    counters: ['EIOPS=300'],
  },
  {
    id: 'memoryHardware', category: 'MEMORY', minutes: 60, depth: depth.machine, grade: 'degraded',
    expression: /\b(?:EDAC|mce|Machine check|Hardware Error)\b.{0,80}(?:\bCE\b|\bUE\b|error|events logged|corrected|uncorrect)|\bECC\b.{0,30}(?:error|uncorrect)|uncorrectable memory error/i,
    means: 'The memory or processor reports hardware errors.',
    check: 'Run `ras-mc-ctl --errors` or the vendor tool, find the module, plan to replace it.',
    samples: ['EDAC MC0: 1 CE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0', 'mce: [Hardware Error]: Machine check events logged', 'Uncorrectable ECC error detected in DIMM A2'],
    counters: ['EDAC MC: Ver: 3.0.0', 'ECC key loaded'],
  },
  {
    id: 'temperature', category: 'PERF', minutes: 30, depth: depth.machine, grade: 'degraded',
    expression: /temperature (?:is )?above threshold|cpu clock throttled|thermal (?:throttl|shutdown|trip)|over ?temp(?:erature)?\b|critical temperature reached|fan (?:failure|failed)|\b(?:power supply|PSU)\b.{0,20}(?:fail|lost|absent)/i,
    means: 'The machine is too hot or a fan or power supply failed, so it slows down or stops.',
    check: 'Check cooling, fans and load of the machine (`sensors`, `ipmitool sdr`).',
    samples: ['CPU3: Core temperature above threshold, cpu clock throttled (total events = 12)', 'thermal thermal_zone0: critical temperature reached (105 C), shutting down', 'PSU 2 failed: AC lost'],
    counters: ['temperature back to normal', 'temperature=0.7 model=gpt'],
  },
  {
    id: 'gpu', category: 'MEMORY', minutes: 30, depth: depth.machine, grade: 'failure',
    expression: /\bCUDA\b.{0,40}(?:out of memory|error|failure|no kernel image|not available|initialization)|\bcud(?:nn|a)\w{0,30}(?:_ERROR|Error)|\bNVRM: Xid\b|device-side assert|\bnvidia-smi\b.{0,30}(?:fail|error)|\bHIP (?:out of memory|error)|\bOutOfMemoryError: CUDA/i,
    means: 'The graphics processor ran out of memory or its driver failed.',
    check: 'Look at `nvidia-smi` for who uses the memory, lower the batch size, and check that driver and CUDA versions fit.',
    samples: ['torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB', 'RuntimeError: CUDA error: device-side assert triggered', 'NVRM: Xid (PCI:0000:3b:00): 79, GPU has fallen off the bus', 'CUDNN_STATUS_NOT_INITIALIZED cudnnError'],
    counters: ['CUDA device 0: Tesla T4', 'using CUDA 12.2'],
  },
  {
    id: 'dataCorruption', category: 'DISK', minutes: 60, depth: depth.machine, grade: 'failure',
    expression: /(?:checksum|digest|hash|crc(?:32)?c?|md5|sha-?(?:1|256|512)|integrity)\b.{0,60}(?:mismatch|do(?:es)? not match|did not match|differs?\b|(?<!files? )changed (?!files|since|to\b|from)|invalid\b|incorrect|verification failed|check failed|violation)|(?:mismatch|invalid|bad|wrong|incorrect) (?:page |data |block |file |record |crc |content )?(?:checksum|digest|crc)|\bdata (?:is )?corrupt|\bcorrupt(?:ed|ion)? (?:data|file|block|page|index|record|segment|database|archive|detected|found|message)|(?:file|index|database|page|block|segment|archive|record|table|image|journal|message) (?:is |appears |may be |seems )?(?:to be )?corrupt|database disk image is malformed|invalid page (?:in block|header)|bit ?rot|unexpected end of (?:file|archive|zlib|stream)|데이터.{0,6}손상|체크섬.{0,10}(?:불일치|오류)|손상된 (?:파일|데이터)/i,
    means: 'Stored or received bytes are not what was written: they were damaged or changed behind the program\'s back.',
    check: 'Stop writing to it, compare with a backup or replica, then look for disk errors or who else writes the file.',
    samples: ['segment 0001.seg digest changed expected=81964b28 actual=88d04d11', 'WARNING: page verification failed, calculated checksum 1 but expected 2: invalid page in block 7', 'sqlite3.DatabaseError: database disk image is malformed', 'org.apache.kafka.common.errors.CorruptRecordException: Record is corrupt (stored crc = 1, computed crc = 2): crc mismatch', 'npm ERR! sha512 integrity checksum failed: integrity check failed', 'zlib.error: unexpected end of stream', '체크섬 불일치: a.bin'],
    counters: ['checksum verified', 'digest: sha256:abc status: up to date', 'hash changed files: 3 reloaded'],
  },
];
