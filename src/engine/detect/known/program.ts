/** Failures of programs themselves: crashes, wrong values, failed assertions. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const programFailures: readonly KnownFailure[] = [
  {
    id: 'segmentationFault', category: 'PROCESS', minutes: 45, depth: depth.service, grade: 'outage',
    expression: /segmentation fault|\bSIGSEGV\b|\bsegfault\b|\bSIGBUS\b|\bBus error\b|signal: ?11\b|signal 11\b|exit(?:ed)?(?: with)?(?: code| status)?[ :=]{1,2}139\b|access violation|0xC0000005|invalid memory address or nil pointer|general protection fault|stack smashing detected|double free or corruption|munmap_chunk|AddressSanitizer|A fatal error has been detected by the Java Runtime|세그멘테이션|세그폴트/i,
    means: 'Native code touched memory it must not touch, and the process died.',
    check: 'Get a backtrace (core dump, hs_err file, `coredumpctl`), see which native module or library it names, and what version changed.',
    samples: ['Segmentation fault (core dumped)', 'panic: runtime error: invalid memory address or nil pointer dereference', 'worker[211]: segfault at 0 ip 00007f sp 00007ffd error 4 in libx.so', '# A fatal error has been detected by the Java Runtime Environment: SIGSEGV (0xb)', 'free(): double free or corruption (out)', 'Process finished with exit code 139'],
  },
  {
    id: 'killedBySignal', category: 'PROCESS', minutes: 25, depth: depth.platform, grade: 'outage',
    expression: /\b(?:killed|terminated|exited|died|crashed|stopped)\b.{0,30}\b(?:by |on |with |due to )?signal:? ?\(?(?:\d{1,2}|SIG[A-Z]{2,5})\b|signal: (?:killed|aborted)|\bSIGABRT\b|\bSIGKILL\b|Worker .{0,40}was sent SIG[A-Z]{3,5}|main process exited, code=(?:killed|dumped)|\bAborted \(core dumped\)|exit(?:ed)?(?: with)?(?: code| status)?[ :=]{1,2}134\b|dumped core|core dumped/i,
    means: 'The process was ended by a signal: somebody killed it, or it aborted itself.',
    check: 'Signal 9: look for the OOM killer in `dmesg` and for who stops the service; 11 and 7: native code crashed, find its trace and what changed in it; 6: read the assertion before it; 15: somebody asked it to stop.',
    samples: ['Worker (pid:911) was sent SIGKILL! Perhaps out of disk?', 'app.service: Main process exited, code=killed, status=9/KILL', 'child process 812 exited on signal 6', 'signal: killed', 'Aborted (core dumped)', 'worker process 77 exited on signal 9'],
    counters: ['signal handler installed', 'received SIGTERM, shutting down'],
  },
  {
    id: 'stackOverflow', category: 'PROCESS', minutes: 30, depth: depth.service, grade: 'failure',
    expression: /StackOverflow(?:Error|Exception)?\b|Maximum call stack size exceeded|maximum recursion depth exceeded|RecursionError|stack overflow|goroutine stack exceeds|stack level too deep|too much recursion|Maximum function nesting level/i,
    means: 'A function calls itself without an end, or data is nested too deeply.',
    check: 'Look at the repeating frames of the trace and the condition that should end the recursion.',
    samples: ['RangeError: Maximum call stack size exceeded', 'RecursionError: maximum recursion depth exceeded', 'java.lang.StackOverflowError', 'runtime: goroutine stack exceeds 1000000000-byte limit', "thread 'main' has overflowed its stack: stack overflow", 'SystemStackError: stack level too deep'],
  },
  {
    id: 'nullValue', category: 'OTHER', minutes: 20, depth: depth.service, grade: 'failure',
    expression: /NullPointerException|NullReferenceException|Cannot read propert(?:y|ies)(?: .{1,60})? of (?:undefined|null)|Cannot set propert(?:y|ies) .{0,60}of (?:undefined|null)|(?:undefined|null) is not (?:an object|a function|iterable)|'?NoneType'? object|of undefined \(reading|nil pointer dereference|undefined method [`'].{1,60}' for nil|on (?:null|nil)\b|Attempt to (?:read property|invoke).{0,60}null|called `Option::unwrap\(\)` on a `None`|Object reference not set|unexpected(?:ly found)? nil|is undefined\b|Null check operator used on a null value/i,
    means: 'The code uses a value that is not there.',
    check: 'Go to the first own frame: which value is empty, where should it come from, and since which change is it missing?',
    samples: ["TypeError: Cannot read properties of undefined (reading 'rate')", 'java.lang.NullPointerException: Cannot invoke "String.length()" because "<local1>" is null', "AttributeError: 'NoneType' object has no attribute 'id'", 'System.NullReferenceException: Object reference not set to an instance of an object.', "NoMethodError: undefined method `name' for nil:NilClass", "thread 'main' panicked at 'called `Option::unwrap()` on a `None` value'", 'Fatal error: Unexpectedly found nil while unwrapping an Optional value', 'PHP Warning:  Attempt to read property "id" on null'],
  },
  {
    id: 'missingKey', category: 'OTHER', minutes: 15, depth: depth.service, grade: 'failure',
    expression: /\bKeyError\b|\bIndexError\b|index out of (?:range|bounds)|IndexOutOfBounds\w{0,20}|ArrayIndexOutOfBounds|IndexOutOfRange\w{0,20}|KeyNotFoundException|NoSuchElementException|Undefined (?:array key|index|offset|variable)|list index out of range|RangeError\b|slice bounds out of range|No value present|StopIteration\b/i,
    means: 'A table or list does not have the entry the code asks for.',
    check: 'Look at the key or index named and at what fills the table: new input, missing default, or an off-by-one.',
    samples: ["KeyError: 'EUR'", 'IndexError: list index out of range', 'java.lang.ArrayIndexOutOfBoundsException: Index 5 out of bounds for length 5', 'panic: runtime error: index out of range [3] with length 3', 'PHP Warning:  Undefined array key "total"', 'System.Collections.Generic.KeyNotFoundException: The given key was not present', 'java.util.NoSuchElementException: No value present'],
  },
  {
    id: 'wrongType', category: 'OTHER', minutes: 20, depth: depth.service, grade: 'failure',
    expression: /\bTypeError\b(?!: fetch failed)|\bAttributeError\b|\bReferenceError\b|\bNameError\b|\bUnboundLocalError\b|\bNoMethodError\b|ClassCastException|InvalidCastException|is not a function|is not defined\b|is not iterable|has no attribute|not callable|unsupported operand type|interface conversion|cannot be cast to|Call to undefined (?:method|function)|ArgumentError|IllegalArgumentException|ArgumentNullException|InvalidOperationException|IllegalStateException|\bValueError\b|NumberFormatException|strconv\.\w{1,20}: parsing|could not convert string to|invalid literal for int|unrecognized selector/i,
    means: 'The code gets a value of another kind than it expects.',
    check: 'Go to the first own frame of the trace and its last change; compare what the caller passes with what is expected.',
    samples: ['TypeError: order.total is not a function', "AttributeError: 'dict' object has no attribute 'id'", 'ReferenceError: config is not defined', 'java.lang.ClassCastException: class A cannot be cast to class B', 'panic: interface conversion: interface {} is string, not int', "ValueError: invalid literal for int() with base 10: 'x'", 'java.lang.NumberFormatException: For input string: "a"', 'PHP Fatal error:  Uncaught Error: Call to undefined method Cart::sum()'],
  },
  {
    id: 'divisionByZero', category: 'OTHER', minutes: 15, depth: depth.service, grade: 'failure',
    expression: /ZeroDivisionError|division by zero|divide by zero|DivideByZero\w{0,12}|\/ by zero|Infinity or NaN/i,
    means: 'A number that may be zero is used as a divisor.',
    check: 'Look at the divisor at the line named: an empty list, a missing quantity, a zero rate.',
    samples: ['ZeroDivisionError: division by zero', 'java.lang.ArithmeticException: / by zero', 'panic: runtime error: integer divide by zero', 'DivideByZeroException'],
  },
  {
    id: 'assertion', category: 'TEST', minutes: 20, depth: depth.service, grade: 'failure',
    expression: /AssertionError|ERR_ASSERTION|assertion [`'"].{1,120} failed|assert(?:ion)? failed|Failing assertion|Assertion.{0,100}failed|expected .{1,80}(?: to | but (?:got|was|found)|, got )|ComparisonFailure|Expected: .{1,80}\n? {0,20}(?:Received|Actual|But was)/i,
    means: 'A check in the code or a test found another value than it expects.',
    check: 'Compare the expected with the actual value at the line named, and see which of the two changed.',
    samples: ['AssertionError: expected 3 to equal 4', 'org.junit.ComparisonFailure: expected:<a> but was:<b>', "main.c:12: main: Assertion `x > 0' failed.", 'assertion failed: left == right', 'Error [ERR_ASSERTION]: Expected values to be strictly equal'],
    counters: ['as expected', 'all assertions passed'],
  },
  {
    id: 'panic', category: 'PROCESS', minutes: 30, depth: depth.service, grade: 'outage',
    expression: /\bpanic: |panicked at|kernel panic|fatal error: |Fatal Python error|Uncaught (?:Exception|Error|TypeError)|UnhandledPromiseRejection\w{0,10}|unhandled (?:promise )?(?:rejection|exception(?! has occurred)|error(?! in))|uncaughtException|terminate called after|goroutine \d{1,8} \[running\]|PHP Fatal error|Guru Meditation|BUG: unable to handle|Oops: \d{4}|처리되지 않은 (?:예외|오류)/i,
    means: 'The program met an error nobody handles and gave up.',
    check: 'Read the trace under it: the first own frame is where to look.',
    samples: ['panic: send on closed channel', "thread 'main' panicked at src/main.rs:4:5:", 'Unhandled rejection Error', 'Kernel panic - not syncing: VFS', '[UnhandledPromiseRejection: This error originated either by throwing inside of an async function', 'Uncaught Error: boom', 'fatal error: all goroutines are asleep'],
    counters: ['panic button pressed', 'no panic'],
  },
];
