/** How logs say that a failed thing is tried again, came right, or was given up, as data. */

/** What a line says about the course of a failure. */
export interface TurnForm {
  readonly kind: 'brokenRecovery' | 'recovery' | 'gaveUp' | 'retry';
  /** Linear and without state. */
  readonly expression: RegExp;
  readonly samples: readonly string[];
}

/** In the order in which they are asked. */
export const turnForms: readonly TurnForm[] = [
  {
    kind: 'brokenRecovery',
    expression: /\b(?:fail(?:ed|s|ing|ure)?|unable|cannot|could not|can't|couldn't|not|never) (?:\w{1,14} ){0,3}(?:to )?(?:recover(?:ed)?|reconnect(?:ed)?|restored?|re-?establish(?:ed)?|resolved?|repair(?:ed)?|restart(?:ed)?|catch up)\b|\b(?:recovery|reconnect(?:ion|ing)?|restor(?:e|ation|ing)|failover|repair|resolution|retry|retries)(?: \w{1,14}){0,3} (?:failed|unsuccessful|aborted|impossible|timed out)\b|\bpanic recovered\b|\brecovered (?:from )?(?:an? )?panic\b|복구 ?(?:에 )?(?:실패|불가)|재연결 ?(?:에 )?실패|재시도 ?(?:에 )?(?:모두 )?실패|(?:復旧|再接続)(?:に)?失敗|恢复失败|重连失败/i,
    samples: ['failed to recover the session', 'reconnect failed: ECONNREFUSED', '[Recovery] panic recovered: runtime error', '복구 실패', 'retry 3 failed', 'could not be restored'],
  },
  {
    kind: 'recovery',
    expression: /\brecovered\b|\b(?:retry|retries|retrying|attempt(?: #?\d{1,4})?|re-?connect(?:ion)?|re-?try \d{1,4}) (?:has |have |was |were |is )?(?:succeeded|succeeds|successful(?:ly)?|worked|ok\b|completed)|\b(?:succeeded|success(?:ful(?:ly)?)?|connected|completed|passed|ok) (?:\w{1,12} ){0,2}?(?:after|on|at|in|with) (?:the )?(?:\d{1,4} |second |third |next |#?\d{1,4}(?:st|nd|rd|th) )?(?:failed )?(?:re-?tr(?:y|ies)|attempts?|tries)\b|\bre-?connected\b|\bre-?established\b|\b(?:connection|service|link|connectivity|node|replica|replication|cluster|health|quorum|primary|leader|upstream|backend|host|peer|database|db|broker|server|session|network|dns|traffic|queue|instance|target|endpoint|dependency|store|cache|redis|postgres\w{0,4}|mysql|kafka|latency)\b.{0,50}\b(?:restored|(?:is |are |has |came |back )(?:now )?(?:back|up again|healthy|available again|reachable again|reachable|responding|online|recovered|back online|back up|available)\b)|\bback (?:to normal|online|in service|up\b)|\b(?:healthy|available|reachable|responding|working|operational|stable|normal|ok|up) again\b|\b(?:returned|returning|returns) to (?:normal|service|healthy|operation)|\bfailover (?:has |was |is )?(?:completed|complete|succeeded|finished|done)|\b(?:alert|incident|issue|problem|error|alarm|outage|condition|fault|failure)\b.{0,30}\b(?:resolved|cleared|is over|has ended)\b|^\W{0,4}RESOLVED\b|\bcircuit(?: ?breaker)?\b.{0,50}\b(?:closed|closing)\b(?!.{0,10}(?:->|to) open)|\bself-?heal(?:ed|ing (?:done|completed))\b|\bcaught up\b|\bDOWN (?:->|to|→) UP\b|\bstate.{0,20}unhealthy (?:->|to|→) healthy|복구(?:되|됐|했|완료|됨|하였|에 성공| 완료| 성공)|정상(?:화|으로 (?:복귀|돌아|전환)|적으로 복구|\s?복귀)|재연결(?:되|됐|에 성공| 성공| 완료|됨)|다시 연결되|재시도(?:에)? ?성공|復旧し|復旧完了|回復しま|再接続しま|恢复正常|已恢复|重连成功|重试成功|\bwiederhergestellt\b|rétablie?s?\b|restablecid[oa]|recuperad[oa]/i,
    samples: ['retry succeeded', 'recovered from error', 'connection to redis restored after 4 s', 'failover completed', 'request succeeded on attempt 3', 'upstream 10.0.0.4 is healthy again', 'Reconnected to database', 'circuit breaker pay: OPEN -> CLOSED closed', '연결이 복구되었습니다', '재연결 성공', '接続が復旧しました', '服务已恢复', 'Verbindung wiederhergestellt', 'alert HighLatency resolved', 'succeeded after 3 failed attempts'],
  },
  {
    kind: 'gaveUp',
    expression: /\bgiv(?:ing|es?|en) up\b|\bgave up\b|\bno more (?:retries|attempts|tries)\b|\b(?:retries|retry|attempts?|tries) (?:\w{1,10} ){0,2}(?:exhausted|exceeded|used up)\b|\bmax(?:imum)? (?:number of |retry |connection |reconnect )?(?:retries|retry|attempts|tries|re-?connects?)\b.{0,20}\b(?:exceeded|reached|exhausted|hit)\b|\b(?:exhausted|exceeded|reached) (?:all |the |its |max(?:imum)? ){0,3}(?:number of )?(?:retries|retry|attempts)\b|\b(?:retry|attempt) limit (?:exceeded|reached|hit)\b|\b(?:not|won't|never|no longer|without) (?:be )?retry(?:ing)?\b|\bnot retrying\b|\bwill not (?:be )?(?:re-?tr(?:y|ied)|try again)\b|\b(?:fail(?:ed|ing|ure)?|error|unsuccessful|unreachable|refused|timed out|no answer)\b.{0,80}\b(?:after|in) (?:\d{1,4}|all|several|many|max) (?:re-?tries|attempts|tries|retry attempts)\b|\ball (?:\d{1,4} )?(?:re-?tries|attempts|tries) (?:have )?failed\b|\babandon(?:ed|ing)\b|\b(?:moved|sent|sending|moving|parked|routed|published) (?:\w{1,14} ){0,4}?(?:to|in|into) (?:the )?(?:dlq|dead[- ]?letter|poison)|재시도 ?(?:횟수)?(?:를|가)? ?(?:초과|한도|소진)|최대 재시도|포기(?:합|했|하고|함)|諦め|リトライ(?:回数)?(?:上限|超過)|再試行.{0,6}(?:上限|超過)|放弃|重试次数.{0,4}(?:超过|用尽|已达)|\baufgegeben\b|\babandon\b|me rindo/i,
    samples: ['giving up after 5 attempts', 'Max retries exceeded with url: /rates', 'retries exhausted for job 12', 'failed after 3 attempts', 'message moved to the dead-letter queue', 'order parked in DLQ', 'will not retry', '최대 재시도 횟수 초과', '재시도를 포기합니다', '重试次数已达上限', 'all 3 attempts failed'],
  },
  {
    kind: 'retry',
    expression: /\bretrying\b|\b(?:will|going to|to be|scheduled for|scheduling) (?:be )?(?:re-?tr(?:y|ied)|re-?connect)\b|\bretry(?: attempt)?(?: #| no\.? ?)? ?\(?\d{1,4}\b|\bretry in \d|\bre-?connecting\b|\b(?:attempt|try|retry) #?\d{1,4} ?(?:\/|of|out of) ?\d{1,4}|\(\d{1,3} ?(?:\/|of) ?\d{1,3}\).{0,20}retry|\b(?:next|another|new) (?:attempt|try|retry) (?:in|at|after)\b|\b(?:will try|trying|try) again (?:in|after|at|later|soon)\b|\btrying again\b|\b(?:read|sent|asked|fetched|written|queued|released|polled|requested) again\b|\bback(?:ing)?[- ]?off (?:for )?\d|\bre-?tr(?:y|ied) (?:later|after|once more)\b|\bre-?queu(?:e|ed|ing)\b|(?:초|분)? ?(?:후|뒤)(?:에)? ?(?:재시도|다시 시도)|재시도 ?(?:중|합니다|\(?\d)|재연결 ?(?:시도|중)|다시 시도(?:합|하)|再試行(?:し|中)|リトライ(?:し|中)|再接続(?:中|し)|(?:正在)?重试(?:中)?|正在重连|\berneuter versuch|neuer versuch|nouvelle tentative|nouvel essai|reintentando|reintento/i,
    samples: ['checksum wrong, frame read again', 'connection refused, retrying in 5s (attempt 2/5)', 'attempt 2 of 5', 'Retry #3 in 10 s', 'will be retried', 'reconnecting to broker', '3초 후 재시도', '재연결 시도 (2/5)', '再試行します', '正在重试', 'backing off 200 ms', 'trying again in 2 s'],
  },
];
