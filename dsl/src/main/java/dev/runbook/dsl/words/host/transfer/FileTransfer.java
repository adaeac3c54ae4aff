package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.engine.model.EffectFailed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings one file to its place: beside it first, its checksum compared, then moved. */
final class FileTransfer {
    private final End from;
    private final End to;
    private final Route route;
    private final TransferOptions options;
    private final String name;

    /**
     * @param from the folder of the file
     * @param to   the whole path
     */
    FileTransfer(End from, String name, End to, Route route, TransferOptions options) {
        this.from = from;
        this.name = name;
        this.to = to;
        this.route = route;
        this.options = options;
    }

    Map<String, Object> run() throws Exception {
        String bytes = latin(name);
        String sum = Checksums.of(from, List.of(bytes)).get(0);
        if (sum == null) {
            throw new EffectFailed("The file " + name + " in " + from.label() + " cannot be read");
        }
        String target = "p=" + Quote.path(to.path()) + "\n";
        String there = to.text(SUM + target + "if [ -f \"$p\" ]; then rb_sum <\"$p\"; fi\n", new byte[0]);
        if (there.startsWith(sum)) {
            own(target);
            return result(0, 0);
        }
        String folder = utf8(to.text(
                        target
                                + "case $p in */*) d=${p%/*}; d=${d:-/};; *) d=.;; esac\nif [ ! -d \"$d\" ]; then echo \"the folder $d does not exist; make it first\" >&2; exit 1; fi\n"
                                + "umask 077; mktemp -d \"$d/.runbook-XXXXXXXX\"\n",
                        new byte[0]))
                .replaceFirst("\n\\z", "");
        End beside = to.at(folder);
        try {
            route.carry(
                    from.enter() + "export COPYFILE_DISABLE=1\nxargs -0 tar -chf -\n",
                    End.names(List.of(bytes)),
                    beside.enter() + "tar -xpf -\n",
                    options.limit());
            String arrived = Checksums.of(beside, List.of(bytes)).get(0);
            if (!sum.equals(arrived)) {
                throw new EffectFailed("Copying " + name + ": expected the checksum " + sum + " at " + to.label()
                        + ", found " + arrived + ": the file changes while it is copied, or arrived damaged. "
                        + to.label() + " is as it was.");
            }
            String size = to.text(
                    target + "t=" + Quote.path(folder + "/" + name) + "\n" + chown("$t")
                            + "if [ -d \"$p\" ]; then echo \"$p is a folder\" >&2; exit 1; fi\nwc -c <\"$t\"\nmv -f \"$t\" \"$p\"\n",
                    new byte[0]);
            return result(1, Long.parseLong(size.strip()));
        } finally {
            to.text("rm -rf " + Quote.path(folder) + "\n", new byte[0]);
        }
    }

    private static final String SUM =
            "rb_sum() { if command -v sha256sum >/dev/null 2>&1; then sha256sum; elif command -v shasum >/dev/null 2>&1; then shasum -a 256; else openssl dgst -sha256 -r; fi; }\n";

    private void own(String target) throws InterruptedException {
        if (options.owner() != null) {
            to.text(target + chown("$p"), new byte[0]);
        }
    }

    private String chown(String what) {
        return options.owner() == null ? "" : "chown " + Quote.word(options.owner()) + " \"" + what + "\"\n";
    }

    private static Map<String, Object> result(int files, long bytes) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("files", files);
        result.put("bytes", bytes);
        return result;
    }

    private static String latin(String name) {
        return new String(
                name.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static String utf8(String bytes) {
        return new String(
                bytes.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), java.nio.charset.StandardCharsets.UTF_8);
    }
}
