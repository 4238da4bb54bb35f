/** Runs in the extension host: shows that a test there has the real API, and that its lines and its failure come through. */
const assert = require('node:assert/strict');
const vscode = require('vscode');

exports.run = async (log) => {
  const extension = vscode.extensions.getExtension('logbrief-test.smoke');
  assert.ok(extension, 'the extension under development is there');
  await extension.activate();
  assert.ok((await vscode.commands.getCommands()).includes('smoke.open'));
  log(`inside: ${vscode.version.split('.').slice(0, 2).join('.')}`);
  if (vscode.workspace.getConfiguration('smoke').get('fail')) throw new Error('inside: failed as asked');
};
