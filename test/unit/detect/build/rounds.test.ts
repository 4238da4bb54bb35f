import { test } from 'node:test';
import assert from 'node:assert/strict';
import { BuildDetector } from '../../../../src/engine/detect/build.ts';
import type { Issue } from '../../../../src/model/issue.ts';
import { madeBatch, madeSource } from '../../../support/batches.ts';
import { someMs } from '../../../support/issues.ts';

function read(lines: readonly string[]): { readonly issues: readonly Issue[]; readonly isBuild: boolean } {
  const detector = new BuildDetector(() => '', []);
  detector.observe(madeBatch(madeSource('nightly.log'), lines.map((text) => ({ text }))), new Float64Array(lines.length).fill(someMs));
  return { issues: detector.issues(), isBuild: detector.isBuild('nightly.log') };
}

const ant = (sha: string, ...output: readonly string[]): string[] => [`Wed, 25 Nov 2026 00:58:20 GMT | trigger | ${sha} mira: some change`, 'Buildfile: /srv/w/build.xml', 'test:', '     [java] JUnit version 4.13.2', '     [java] ......WARN stock: reservation 12 failed, released again', ...output];
const good = ['     [java] OK (7 tests)', '     [java] ERROR checkout: negative price -1 refused', 'BUILD SUCCESSFUL', 'Total time: 3 seconds'];
const bad = ['     [java] There were 2 failures:', '     [java] 1) discountOfTwoItems(shop.BasketTest)', '     [java] java.lang.AssertionError: expected:<179> but was:<178>', '     [java] 2) discountRoundsUp(shop.BasketTest)', '     [java] Tests run: 7,  Failures: 2', 'BUILD FAILED'];

test('what builds that ended well said, too, does not lead one that failed', () => {
  const [issue] = read([...ant('7474d21', ...good), ...ant('15d6f0e', ...good), ...ant('71428d1', ...bad)]).issues;
  assert.match(issue?.title ?? '', /^discountOfTwoItems\(shop\.BasketTest\)/);
  assert.equal(issue?.evidence[0]?.line, 25);
});

test('the build server\'s line of the commit that broke the build stands with it', () => {
  const gcc = (sha: string, ...output: readonly string[]): string[] => [`==> 2026-11-25T00:50:54Z buildbot: build #432 of ${sha} (ivo) some change`, 'gcc -O0 -Wall -I. -c -o ring.o ring.c', 'ring.c:4:28: warning: unused variable ‘a’ [-Wunused-variable]', ...output];
  const broken = ["/srv/w/check.c:15: undefined reference to `crc_init'", 'collect2: error: ld returned 1 exit status', 'make: *** [Makefile:6: check] Error 1'];
  const { issues: [issue], isBuild } = read([...gcc('dfa1fd1', '8 checks, 0 failures'), ...gcc('fbb8cd8', ...broken), ...gcc('253dc15', ...broken)]);
  assert.equal(isBuild, true);
  assert.match(issue?.title ?? '', /undefined reference to `crc_init'/);
  assert.ok(issue?.keyLines?.some(({ text }) => text.includes('build #432 of fbb8cd8')));
});

test('a server for development that answers requests is no build', () => {
  const requests = Array.from({ length: 40 }, (_, i) => `1:00:${String(i + 10)} AM [vite] GET /src/main.js ${i > 20 ? 500 : 200} 4ms`);
  const lines = ['  VITE v8.3.8  ready in 1313 ms', ...requests.slice(0, 20), '1:00:31 AM [vite] (client) page reload src/card.js', '1:00:32 AM [vite] Internal server error: Failed to resolve import "./format.js"', ...requests.slice(20)];
  assert.equal(read(lines).isBuild, false);
  assert.equal(read(['  VITE v8.3.8  ready in 1313 ms', '1:00:31 AM [vite] (client) page reload src/card.js']).isBuild, true);
});

test('a server that begins with the banner of Next.js is no build, one that makes a production build is', () => {
  assert.equal(read(['2026-11-20T12:00:00Z   ▲ Next.js 15.0.3', '2026-11-20T12:00:00Z  ✓ Ready in 812ms', '2026-11-20T12:00:01Z  GET / 200 in 70ms']).isBuild, false);
  assert.equal(read(['   ▲ Next.js 15.0.3', '', '   Creating an optimized production build ...', 'Failed to compile.']).isBuild, true);
});
