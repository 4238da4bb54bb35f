/**
 * Stands in for VS Code's native logger, which would need a compiler: same calls, same lines, written at once.
 * Without it the server works too, but has no log files, empty output panels for log channels, and a stack trace per logger on its console.
 */
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 0;
    this.isPlain = false;
  }

  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() { this.isPlain = false; }
  clearFormatters() { this.isPlain = true; }
  flush() {}
  drop() {}

  write(level, text) {
    if (level < this.level) return;
    const line = this.isPlain ? text : `${new Date().toISOString().replace('T', ' ').replace('Z', '')} [${levels[level]}] ${text}\n`;
    try {
      fs.appendFileSync(this.file, line);
    } catch (error) {
      // The folder goes before the server does when a test ends.
      if (error.code !== 'ENOENT') throw error;
    }
  }
}

for (const [level, name] of levels.entries()) {
  Logger.prototype[name] = function (text) { this.write(level, text); };
}

async function createLogger(name, file) {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  return new Logger('rotating', name, file);
}

// One by one: VS Code imports these by name, and Node finds names only in this form.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
