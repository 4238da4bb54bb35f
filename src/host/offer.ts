/** Notifications with a button: the command that shows one is done, whether or not somebody ever presses it. */
import * as vscode from 'vscode';

/** Does `act` when `choice` is what the user answers; its failure is shown. */
export function offer(shown: Thenable<string | undefined>, choice: string, act: () => unknown): void {
  void shown.then(async (answer) => {
    if (answer === choice) await act();
  }).then(undefined, (error: unknown) => void vscode.window.showErrorMessage(String(error)));
}
