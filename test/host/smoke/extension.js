/** The smallest extension that uses what Logbrief uses: status bar, commands, quick pick, webview with a strict policy. */
const vscode = require('vscode');

const page = (nonce) => `<!DOCTYPE html><html><head>
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'">
</head><body>
  <h1>Smoke page</h1><button id="count">0</button>
  <script nonce="${nonce}">
    const api = acquireVsCodeApi();
    const button = document.getElementById('count');
    button.addEventListener('click', () => api.postMessage('clicked'));
    window.addEventListener('message', (event) => { button.textContent = String(event.data); });
  </script>
  <script>document.title = 'refused: it has no nonce';</script>
</body></html>`;

exports.activate = (context) => {
  const status = vscode.window.createStatusBarItem('state', vscode.StatusBarAlignment.Left);
  status.text = 'Smoke: ready';
  status.show();
  const open = vscode.commands.registerCommand('smoke.open', () => {
    const panel = vscode.window.createWebviewPanel('smoke.page', 'Smoke page', vscode.ViewColumn.Active, { enableScripts: true });
    let clicks = 0;
    panel.webview.onDidReceiveMessage(() => {
      clicks += 1;
      status.text = `Smoke: ${clicks} clicks`;
      void panel.webview.postMessage(clicks);
    });
    panel.webview.html = page('smoke');
  });
  const choose = vscode.commands.registerCommand('smoke.choose', async () => {
    const colour = await vscode.window.showQuickPick(['red', 'green'], { placeHolder: 'Which colour?' });
    status.text = `Smoke: ${colour ?? 'nothing'}`;
    return colour;
  });
  context.subscriptions.push(status, open, choose);
};
