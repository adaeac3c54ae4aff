package dev.runbook.dsl.words.host.files;

import dev.runbook.dsl.words.shell.HostScript;
import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** A file on a host, reached through its shell. */
final class RemoteFile {
    /** Gives the SHA-256 of standard input with whatever the host has. */
    private static final String SHA =
            "rb_sha() { if command -v sha256sum >/dev/null 2>&1; then sha256sum; elif command -v shasum >/dev/null 2>&1; then shasum -a 256; "
                    + "elif command -v openssl >/dev/null 2>&1; then openssl dgst -sha256 -r; else echo 'found none of sha256sum, shasum, openssl; install one' >&2; exit 1; fi; }\n";

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final HostScript host;
    private final String path;

    RemoteFile(HostScript host, String path) {
        if (path.endsWith("/")) {
            throw RunbookException.invalid("Expected the path of a file on host '" + host.host() + "', found '" + path
                    + "', which names a folder");
        }
        this.host = host;
        this.path = path;
    }

    private String word() {
        return "p=" + Quote.path(path) + "\n";
    }

    byte[] read() throws InterruptedException {
        return host.bytes(
                word()
                        + "if [ ! -e \"$p\" ] && [ ! -L \"$p\" ]; then printf 'there is no file %s\\n' \"$p\" >&2; exit 1; fi\ncat \"$p\"\n",
                InputStream.nullInputStream());
    }

    /** An unreadable folder above it is an error rather than a no. */
    boolean exists() throws InterruptedException {
        String answer = host.text(word() + "if [ -e \"$p\" ] || [ -L \"$p\" ]; then echo yes; exit 0; fi\n"
                + "case $(LC_ALL=C ls -d \"$p\" 2>&1 || :) in *'ermission denied'*) echo denied;; *) echo no;; esac\n");
        if (answer.strip().equals("denied")) {
            throw new EffectFailed("exists " + path + " on host '" + host.host()
                    + "': a folder above it may not be entered, so nobody can tell; run it with as:");
        }
        return answer.strip().equals("yes");
    }

    String checksum() throws InterruptedException {
        String digest = host.text(SHA + word() + "rb_sha <\"$p\"\n").strip();
        String first = digest.isEmpty() ? "" : digest.split("[\\s*]")[0];
        if (!DIGEST.matcher(first).matches()) {
            throw new EffectFailed(
                    "checksum " + path + " on host '" + host.host() + "': expected a SHA-256, found '" + digest + "'");
        }
        return first;
    }

    /** Puts new content in its place; false where nothing had to change. */
    boolean write(Content content, Writing how) throws InterruptedException {
        String answer = new String(
                        host.bytes(SHA + word() + how.script(content), content.open()),
                        java.nio.charset.StandardCharsets.UTF_8)
                .strip();
        return !answer.endsWith("same");
    }
}
