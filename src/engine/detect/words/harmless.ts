/** Where failing words stand and nothing failed, as data: what fits is blanked out before the rest is read. */

/** One kind of context; the expression covers the words it takes the meaning from. */
export interface HarmlessForm {
  readonly id: string;
  /** Global and linear. */
  readonly expression: RegExp;
  /** Lines that read as nothing bad because of this form. */
  readonly samples: readonly string[];
}

/** In the order in which they are applied: first what is no prose at all, then negations. */
export const harmlessForms: readonly HarmlessForm[] = [
  {
    id: 'address',
    expression: /\b(?:https?|wss?|ftp|file|s3|gs|jdbc|redis|amqps?|postgres(?:ql)?|mysql|mongodb(?:\+srv)?):\/\/[^\s"'<>]{1,500}|\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) [^\s"]{1,500}|(?<![\w)])\/[\w.~%@+-]{1,80}(?:\/[\w.~%@+-]{0,80}){0,20}(?:\?[^\s"]{0,300})?/g,
    samples: ['GET /posts/fatal-error-in-rust-explained 200', 'fetched https://example.test/errors/list in 3 ms', 'static file /assets/error/failed.png served', '"GET /admin/error-reports HTTP/1.1" 200 41'],
  },
  {
    id: 'stepName',
    expression: /\b(?:TASK|PLAY|RUNNING HANDLER|STEP|STAGE) \[[^\]\n]{1,200}\]/g,
    samples: ['TASK [deploy : fail if disk is full] ******', 'PLAY [rollback on error] ******'],
  },
  {
    id: 'fileName',
    expression: /(?:error|exception|fail|crash|abort|panic|fatal|timeout)[\w.@-]{0,60}\.(?:[cm]?[jt]sx?|py|log|html?|css|java|kt|go|rs|rb|php|md|json|ya?ml|txt|so|dll|exe|cpp|hp?p?|cs|sql|svg|png|conf|ini|vue|gz)\b(?::\d{1,7})?/gi,
    samples: ['errorhandling.js loaded', 'writing to error.log', 'compiled src-error-page.tsx', 'rotated crash-2026.log.gz'],
  },
  {
    id: 'testThatPassed',
    expression: /^[\s\d;m[\p{Cc}]{0,20}(?:✓|✔|√|ok \d{1,6}\b|PASS(?:ED)?\b|--- PASS|\[ {0,8}(?:OK|PASS(?:ED)?) {0,8}\]).{0,2000}|^.{0,300}\bPASSED\b.{0,40}$|^test .{1,300} \.{3} ok$|(?:\b(?:err|fail|crash|abort|exception|panic|fatal|refus|den|kill|corrupt|deadlock|mismatch|reject|invalid|timeout)\w{0,12}[\w ,./:-]{0,60} )?\b(?:tests?|checks?|specs?|suites?|scenario|verification|validation|probe|self-test)\b(?: \w{1,12}){0,3} (?:passed|succeeded|ok)\b/gmu,
    samples: ['✓ shows an error when the card is denied (4 ms)', 'ok 12 - rejects a failed payment', 'memory leak test passed', '--- PASS: TestErrorIsReturned (0.00s)', 'tests/test_errors.py::test_failed_login PASSED [ 40%]', 'test parser::tests::error_on_eof ... ok', '[       OK ] ErrorTest.Fails (0 ms)', 'error handling checks all passed'],
  },
  {
    id: 'userText',
    expression: /["']?\b(?:title|subject|query|q|search(?:_?term)?|comment|review|label|description|caption|prompt|user[_-]?agent|referr?er|topic|keywords?|headline|slug|tags?|said|says|wrote|asks|asked|posted|typed|entered|named|called|text|content|answer|question)\b["']?(?: for)?\s{0,3}[=:]?\s{0,3}(?:"(?:[^"\\\n]|\\.){0,500}"|'[^'\n]{0,300}'|“[^”\n]{0,300}”|`[^`\n]{0,300}`)/gi,
    samples: ['user 7 posted comment: "this failed for me, error again"', 'search for "fatal error in rust" returned 12 hits', 'title="Why exceptions are OK" views=3', 'ticket created subject=\'cannot log in, access denied\''],
  },
  {
    id: 'logLevel',
    expression: /(?:level|severity|verbosity|threshold|logger)s?(?:\.[\w.]{1,60})?["']?\s{0,3}(?:is|are|set|changed|was|from \w{1,10})?\s{0,3}(?:to|=|:|>=|->)?\s{0,3}["']?(?:error|fatal|critical|err|panic)\b["']?|\b(?:error|fatal)\b[-_ ](?:and above|level|severity)\b/gi,
    samples: ['logger started level=ERROR', 'log level set to error', 'LOG_LEVEL: "fatal"', 'console shows error and above', 'logging.level.root=ERROR'],
  },
  {
    id: 'zeroAfter',
    expression: /(?:err(?:ors?|no)?|fail(?:ed|ures?|s)?|exceptions?|rejected|dropped|denied|abort(?:s|ed)?|crash(?:es|ed)?|timeouts?|refused|panics?|lost|invalid|missing|skipped|unreachable|killed|corrupt(?:ed)?|mismatch(?:es)?|deadlocks?|retries|warnings?)[\w.-]{0,30}(?:(?:\s\w{1,20}){0,2}["']?\s{0,3}(?:[=:]|->|\bis\b|\bwas\b|\bwere\b)?\s{0,3}["'([]?0+(?:\.0{1,6})?\s?%?["')\]]?(?=\s{0,3}(?:[,;)}\]|/–(-]|$|\.(?:\s|$))|\s{1,3}[\w.]{1,40}["']?[=:]|\s{1,3}(?:in|of|out|from|for|after|over|and|while|during|at|with|to|per|this|last|found)\b)|["']?(?:\s{0,3}[=:]\s{0,3}|\s(?:is|was|were)\s|\s?->\s?|\s{1,3})["']?(?:false|null|none|nil|<nil>|<none>|n\/a|never|undefined|not set|-|ok|success|no|""|''|\[\s?\]|\{\s?\}|\(\))["']?(?=\s{0,3}(?:[,;)}\]|]|$|\.(?:\s|$))|\s{1,3}[\w.]{1,40}["']?[=:])|["']?=["']?(?:0|false|null|none|nil|<nil>|<none>|n\/a)["']?(?=\s|$))/gim,
    samples: ['error_count=0 latency=4', 'errors: 0, warnings: 0', 'failed=0', '"error":null', 'err=nil', 'err=<nil> took 4ms', 'last error: none', 'failures: 0 in 30 s', '{"errors":[],"ok":true}', 'served product 790 (errors=0)', 'failed: false', 'errno=0', 'rejected 0 of 12 rows'],
  },
  {
    id: 'zeroBefore',
    expression: /\b(?:no|0|zero|without(?: any)?|free of|not any|nor|neither)(?: |-)(?:\w{1,20} ){0,2}?(?:errors?|failures?|exceptions?|failed|failing|crash(?:es|ed)?|panics?|fatal(?: errors?)?|timeouts?|aborted|rejected|dropped|denied|corrupt(?:ed|ion)?|corrupted|deadlocks?|mismatch(?:es)?|problems?|issues?|invalid|missing|skipped|lost|interruptions?|unreachable)\b|\b(?:error|failure|exception|crash|fault|corruption)[- ]free\b/gi,
    samples: ['no errors found', '0 errors, 0 warnings', 'finished without error', 'completed without any failures', 'Tests: 12 passed, 0 failed', 'found 0 vulnerabilities, 0 tests failed', 'scan found no corrupted blocks', 'ok=3 changed=0 unreachable=0 failed=0', 'error-free run'],
  },
  {
    id: 'negatedVerb',
    expression: /(?:\b(?:not|never|nothing|none|nobody|no ?one|hardly|cannot)|n't)(?: \w{1,12}){0,2} (?:fail(?:ed|s|ing)?|crash(?:ed|es)?|abort(?:ed)?|panic(?:ked)?|refused|denied|rejected|killed|corrupt(?:ed)?|timed out|an? (?:error|failure|exception|fault|problem))\b/gi,
    samples: ['job 4 has not failed', 'nothing failed', 'this is not an error', "it didn't crash", 'the node was never killed'],
  },
  {
    id: 'condition',
    expression: /\b(?:(?:abort|fail|stop|panic|crash|exit|halt|continue|retry|restart) )?(?:on|upon|per)[-_ ](?:first )?(?:failures?|errors?|exceptions?|crash|abort|fail|timeout)\b|\b(?:if|unless|until|in case of|in the event of|whether|should|may|might|would|to (?:avoid|prevent|reduce|handle|detect|simulate|test))(?: \w{1,16}){0,3}? (?:fail(?:ed|s|ures?|ing)?|errors?|exceptions?|crash(?:es|ed)?|abort(?:s|ed)?|panics?|timeouts?|deadlocks?|corruption)\b|\b(?:avoids?|prevents?|preventing|protects? against|tolerates?|simulat(?:e|es|ed|ing)|inject(?:ed|ing)?|ignor(?:e|ed|es|ing)|suppress(?:ed|es|ing)?|expected|benign|harmless|handled|catch(?:es|ing)?|watch(?:es|ing)? for|listen(?:s|ing)? for|waiting for|check(?:s|ing)? for|monitor(?:s|ing)? for|scan(?:s|ning|ned)? for|report(?:s|ing)|collect(?:s|ing)|last|previous|old)(?: \w{1,16}){0,3}? (?:failures?|errors?|exceptions?|crash(?:es)?|panics?|timeouts?|deadlocks?|corruption|faults?)\b|\b(?:errors?|exceptions?|failures?) (?:was |were |is |are |has been )?(?:ignored|suppressed|handled|expected|swallowed|tolerated|cleared|fixed|acknowledged)\b|\bwhen(?: \w{1,16}){0,3} (?:fails?|crashes|errors?)\b/gi,
    samples: ['Restart=on-failure', 'will alert if the job fails', 'retry policy: abort on error', 'simulating a failure for the drill', 'ignoring expected error from probe', 'watching for errors', 'tolerates up to two failures', 'error ignored by policy', 'should an error occur, call support'],
  },
  {
    id: 'partOfName',
    expression: /\b(?:Error|Exception|Failure|Fail|Crash|Fatal|Abort|Panic|Timeout)(?:[A-Z][a-z0-9]\w{0,60})(?<!Error|Exception|Failure)\b|\b(?:on|handle|is|has|get|set|log|show|parse|to|as|clear|reset|throw|map|with|use|new|default|global|last|format|render|report|track|capture|emit|send)(?:Error|Exception|Failure|Failed|Crash|Timeout)\w{0,40}\b|\b(?:std|log|last|php|js|app|web|access)[-_]?(?:err|error)s?\b(?:_log)?|\b(?:error|exception|failure|crash|fatal|abort|panic)s?[-_ ]{1,2}(?:log(?:s|ger|ging|file)?|handlers?|handling|pages?|report(?:s|er|ing)?|track(?:er|ing)|budgets?|boundar(?:y|ies)|levels?|counters?|counts?(?!["']?\s?[=:]\s?[1-9])|streams?|output|templates?|stats?|metrics?|margins?|bars?|correction|middleware|interceptors?|notifications?|channels?|codes?|codec|mapping|dialogs?|views?|screens?|components?|filters?|detect(?:or|ion)|classes|type|types|domain|monitor(?:ing)?|policy|policies|hooks?|callbacks?|catalogu?e?|dashboards?|alerts?|module|plugin|service|resilient|tolerant|tolerance|docs?|documentation|messages?(?= (?:loaded|file|table|catalog|from)))\b|\b(?:error|failure)[- _]rates?\b(?!.{0,40}(?:above|exceed|high|spik|over|too|increas|critical|ris(?:e|ing)))/g,
    samples: ['ErrorBoundary mounted', 'registered ErrorHandler for /api', 'error handler registered', 'onError callback attached', 'error page template compiled', 'error rate 0.02% within budget', 'error reporting enabled', 'ExceptionFilter initialised', 'stderr redirected', 'error budget left: 99 %', 'error_log opened'],
  },
  {
    id: 'failCompound',
    expression: /\bfail(?:ed|s)?[- ]?(?:over|back|safe|fast|open|closed|soft|2ban)\b|\bfails?(?:over|back)s?\b|\bfault[- ]toleran\w{1,4}|\bcrash[- ](?:consistent|safe|only)\b|\bpanic (?:button|mode (?:off|disabled))\b|\bkill(?:ed)? switch\b|\berr(?:or)?[- ]on[- ]\w{1,20}\b|\babort ?controller\b|\bcannot be (?:null|undone|overstated)\b/gi,
    samples: ['failover ready', 'Fail-safe mode configured', 'fail2ban started', 'fault-tolerant ring built', 'falling back to fail-open policy', 'AbortController created'],
  },
  {
    id: 'otherLanguages',
    expression: /(?:오류|에러|실패|예외|장애|손상|거부|누락)(?:율|건수|수|횟수|가|는|은|이|도|한|된)?\s{0,3}[:=]?\s{0,3}(?:0 ?(?:건|개|회|%)?(?![\d.])|없|아님|아닙니다|아니)|0 ?(?:건|개|회)(?:의|가|이)? ?(?:오류|실패|에러|예외)|(?:오류|에러|실패|예외|중단|장애|손상) ?없(?:이|음|습니다|었)|실패하지 않|(?:오류|에러|예외|장애|실패) ?(?:처리기|핸들러|처리 ?(?:등록|완료|기)|로그|페이지|코드표|율|조치|복구|감지기|보고서|시 (?:재시도|알림)|허용)|무장애|무중단|エラー(?:は|も|が)?(?:なし|無し|ありません|0 ?件|: ?0|：0)|(?:失敗|異常|例外|障害)(?:は|も)?(?:なし|無し|ありません|0 ?件|: ?0)|エラー(?:処理|ハンドラ|ログ|ページ)|(?:无|無|没有|沒有|未发现|未發現)(?:任何)?(?:错误|錯誤|异常|異常|失败|失敗|故障)|(?:错误|失败|异常)(?:数)?[:：] ?0\b|0 ?个?(?:错误|失败)|(?:错误|异常)(?:处理|日志|页面|码)|\b(?:keine?|ohne|0) fehler\b|fehler(?:frei|los|behandlung|protokoll|seite|code|quote)|\bfehler: 0\b|\b(?:aucune?|sans|0|pas d[e']) ?(?:erreurs?|échecs?)\b|\berreurs? ?: ?0\b|\b(?:sin|ningún|0|no hubo|cero) (?:errores|error|fallos?|fallas?)\b|\b(?:errores|fallos) ?: ?0\b/gi,
    samples: ['실패 0건', '오류 없음', '성공 12건, 실패 0건', '오류 없이 완료되었습니다', '0건의 오류', '예외 처리기 등록', 'エラーなし', 'エラー: 0', '没有错误', '失败: 0', 'keine Fehler gefunden', 'Prüfung ohne Fehler beendet', 'aucune erreur détectée', 'terminé sans erreur', 'sin errores', 'errores: 0'],
  },
];
