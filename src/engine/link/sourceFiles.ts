/** Which files people write: by their names' ends. */

/** Programming languages. */
const code = /\.(?:[cm]?[jt]sx?|py|rb|php|java|kt|kts|scala|groovy|go|rs|cs|fs|vb|c|cc|cpp|cxx|h|hpp|m|mm|swift|dart|ex|exs|erl|clj|lua|pl|pm|r|jl|sh|bash|ps1|vue|svelte|sql|erb|hs|ml|nim|zig|cr)$/i;
/** What a program is set up by. */
const settings = /(?:\.(?:ya?ml|toml|ini|cfg|conf|properties|json|xml|html?|css|scss|env|tf|gradle|proto|graphql)|(?:^|\/)(?:Dockerfile|Makefile|\.env[\w.]*|Gemfile|go\.mod))$/i;
const generated = /(?:^|\/)(?:tests?|specs?|__tests__|fixtures?|examples?|docs?|mocks?|e2e|dist|build|out)\/|[._-](?:test|spec|min)\.|(?:^|\/)test_|_test\./i;

/** Whether a file may hold the words of a message: code that is neither a test nor generated. */
export function mayLog(file: string): boolean {
  return code.test(file) && !generated.test(file);
}

/** Whether editing a file may change what a program does. */
export function isSource(file: string): boolean {
  return code.test(file) || settings.test(file);
}
