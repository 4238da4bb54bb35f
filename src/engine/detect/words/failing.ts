/** The words by which languages say that something failed, as data. */

/** A language's words: those that say it plainly, and those that often stand in lines about nothing bad. */
export interface FailingWords {
  readonly language: string;
  readonly plain: RegExp;
  readonly weak: RegExp | undefined;
  readonly samples: readonly string[];
}

/** One row per language; every expression is linear and without state. */
export const failingWords: readonly FailingWords[] = [
  {
    language: 'exception names',
    plain: /\b[A-Z]\w{0,80}(?:Error|Exception|Failure)\b/,
    weak: undefined,
    samples: ['raised KeyError for EUR', 'java.io.IOException while reading', 'ConnectFailure in pool'],
  },
  {
    language: 'English',
    plain: /\b(?:err(?:ors?)?|exceptions?|fatal|panic(?:ked|s)?|fail(?:ed|ure|ures|s|ing)?|traceback|seg(?:mentation )?fault|abort(?:ed|ing|s)?|crash(?:ed|es|ing)?|refused|denied|unable to|can(?:not|'t)|could(?: not|n't)|timed out|killed|deadlock(?:ed)?|corrupt(?:ed|ion)?|unhandled\w{0,30}|uncaught\w{0,30}|core dumped|out of memory|no space left|broken pipe|connection (?:reset|lost)|lost connection|unreachable|unresponsive|not responding|giving up|terminated (?:unexpectedly|abnormally)|exit(?:ed)?(?: with)?(?: code| status)?[ :=]{1,2}\[?[1-9]\d{0,2}|non-zero exit|no such file|undefined (?:method|variable|reference)|does(?: not|n't) exist|not permitted|went away|gone away|brok(?:e|en) down|malfunction|catastrophic|unrecoverable|inconsistent|mismatch(?:ed)?|stack overflow|overran|unsuccessful(?:ly)?)\b|(?:error|failed|failure|exception)s?[-_]?(?:count|total)["']?\s?[=:]\s?[1-9]|^\s{0,8}not ok \d|--- FAIL\b|[✗✘✖❌💥🔴]/iu,
    weak: /\b(?:invalid|reject(?:ed|s|ing)?|timeouts?|unexpected(?:ly)?|missing|exceed(?:ed|s|ing)?|dropp?(?:ed|ing|s)|unavailable|expired|not found|forbidden|unauthori[sz]ed|overload(?:ed)?|overflow(?:ed)?|exhausted|stall(?:ed|s)|stuck|hung|throttl(?:ed|ing)|malformed|violat(?:ed|es|ion)|not allowed|too many|unknown|discard(?:ed|ing)?|degraded|unhealthy|lagging|slow|down|disconnect(?:ed|s)?|interrupt(?:ed)?|incorrect|wrong|bad|illegal|unsupported|stale|orphan(?:ed)?|rolled back|rollback|skipped|behind)\b/i,
    samples: ['payment failed for order 4', 'could not open the file', 'connection refused by peer', 'worker exited with code 3', 'App [feed:0] exited with code [1] via signal [SIGINT]', 'it went away', 'giving up on 10.0.0.4'],
  },
  {
    language: 'Korean',
    plain: /오류|에러|실패|예외|할 수 없|하지 못|못했|거부|비정상|장애|손상|크래시|강제 ?종료|응답 ?없음|연결 ?끊|끊어졌|끊겼|불러올 수 없|찾을 수 없|먹통|다운(?:됨|되었|됐)/,
    weak: /불가|중단|초과|만료|누락|경고|지연|느림|부족|잘못|유효하지|충돌|없습니다/,
    samples: ['결제 처리 실패', '오류 발생: 주문 저장', '파일을 찾을 수 없습니다', '서버 응답 없음'],
  },
  {
    language: 'Japanese',
    plain: /エラー|失敗|例外|できません|できなかった|異常|拒否|障害|クラッシュ|見つかりません|強制終了/,
    weak: /タイムアウト|切断|不正|無効|警告|中断|遅延|超過/,
    samples: ['接続に失敗しました', 'エラーが発生しました', 'ファイルを開くことができません'],
  },
  {
    language: 'Chinese',
    plain: /错误|錯誤|失败|失敗|异常|無法|无法|拒绝|拒絕|崩溃|崩潰|故障|出错/,
    weak: /超时|超時|警告|无效|無效|丢失|中断|过期/,
    samples: ['连接数据库失败', '发生错误', '无法打开文件'],
  },
  {
    language: 'German',
    plain: /\b(?:fehler|fehlgeschlagen|gescheitert|konnten? nicht|kann nicht|nicht möglich|abgebrochen|verweigert|abgestürzt|ausnahme|schlug fehl|schlägt fehl)\b|nicht gefunden/i,
    weak: /\b(?:ungültig|zeitüberschreitung|abgelaufen|warnung|fehlt)\b/i,
    samples: ['Verbindung fehlgeschlagen', 'Datei konnte nicht geöffnet werden', 'Fehler beim Speichern'],
  },
  {
    language: 'French',
    plain: /\berreurs?\b|échec|échoué|impossible d|\brefusé|abandonné|\bplanté|introuvable/i,
    weak: /expirée?|invalide|dépassé|avertissement/i,
    samples: ['Échec de la connexion', 'une erreur est survenue', "impossible d'ouvrir le fichier"],
  },
  {
    language: 'Spanish',
    plain: /\b(?:errores|fallos?|fallidas?|fallidos?|no se (?:pudo|pudieron|puede)|imposible|denegad[oa]|rechazad[oa])\b|\bfalló|excepción/i,
    weak: /\b(?:expirad[oa]|inválid[oa]|advertencia|agotado)\b/i,
    samples: ['Falló la conexión', 'no se pudo abrir el archivo', 'acceso denegado'],
  },
];
