package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.HostWork;
import dev.runbook.engine.spi.Listener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files on a host, through its shell: bytes travel through the engine, checksums are made there. */
record HostDisk(HostWork.Shell shell, String word, String root) implements Disk {
    private static final Pattern LINE = Pattern.compile("(\\d+) (\\d+) (.+)");
    private static final int SAID = 2_000;

    @Override
    public String label() {
        return shell.host() + ":" + root;
    }

    @Override
    public SortedMap<String, FileFact> files() throws InterruptedException {
        String listed = text(script(
                "cd -- ",
                root,
                "\nbad=$(find . -type f -name '*\n*' | head -n 1)\n"
                        + "[ -z \"$bad\" ] || { echo \"the name of a file has a line end in it: $bad\" >&2; exit 1; }\n"
                        + "find . -type f -exec stat -c '%s %Y %n' {} +\n"));
        SortedMap<String, FileFact> found = new TreeMap<>();
        listed.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> found.put(line.group(3).replaceFirst("^\\./", ""), fact(line)));
        return found;
    }

    @Override
    public FileFact file(String path) throws InterruptedException {
        String said = text(script("f=", at(path), "\nif [ -f \"$f\" ]; then stat -L -c '%s %Y %n' -- \"$f\"; fi\n"));
        Matcher line = LINE.matcher(said.strip());
        return line.find() ? fact(line) : null;
    }

    private static FileFact fact(Matcher line) {
        return new FileFact(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)));
    }

    @Override
    public void make() throws InterruptedException {
        text(script("mkdir -p -- ", root, "\n"));
    }

    @Override
    public byte[] read(String path, long offset, int length) throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
        StringBuilder errors = new StringBuilder();
        int status = shell.run(
                slice(path, offset, length, ""), Map.of(), InputStream.nullInputStream(), null, new Listener() {
                    @Override
                    public void stdout(byte[] more, int from, int count) {
                        bytes.write(more, from, count);
                    }

                    @Override
                    public void stderr(byte[] more, int from, int count) {
                        if (errors.length() < SAID) {
                            errors.append(new String(more, from, count, StandardCharsets.UTF_8));
                        }
                    }
                });
        if (status != 0 || bytes.size() != length) {
            throw new EffectFailed(
                    word + ": " + label() + ": expected " + length + " bytes of '" + path + "' from byte "
                            + offset + " on, found " + bytes.size()
                            + (errors.isEmpty()
                                    ? "; it became shorter meanwhile"
                                    : ": " + errors.toString().strip()));
        }
        return bytes.toByteArray();
    }

    @Override
    public Sums sums(String path, long offset, long length) throws InterruptedException {
        String said = text(slice(
                        path,
                        offset,
                        length,
                        " | { if command -v md5sum >/dev/null; then md5sum; else openssl dgst -md5 -r; fi; }\n"))
                + "\n"
                + text(
                        slice(
                                path,
                                offset,
                                length,
                                " | { if command -v sha256sum >/dev/null; then sha256sum; else openssl dgst -sha256 -r; fi; }\n"));
        List<byte[]> sums = said.lines()
                .filter(line -> !line.isBlank())
                .map(line ->
                        HexFormat.of().parseHex(line.replaceFirst("^\\\\", "").split("[ *]", 2)[0]))
                .toList();
        return new Sums(sums.get(0), sums.get(1));
    }

    @Override
    public void write(String path, long offset, byte[] bytes) throws InterruptedException {
        shell.text(
                word,
                script(
                        "f=",
                        at(path),
                        "\nmkdir -p -- \"$(dirname -- \"$f\")\"\ndd if=/dev/null of=\"$f\" bs=1 count=0 seek=",
                        offset,
                        " 2>/dev/null\ncat >>\"$f\"\n"),
                Map.of(),
                new ByteArrayInputStream(bytes),
                null);
    }

    @Override
    public void finish(String partial, String path, long modified) throws InterruptedException {
        text(script("p=", at(partial), "\ntouch -d @", modified, " -- \"$p\"\nmv -f -- \"$p\" ", at(path), "\n"));
    }

    @Override
    public void delete(String path) throws InterruptedException {
        text(script("rm -f -- ", at(path), "\n"));
    }

    /** Whoever has enough closes the pipe, which must not be an error of tail; what is missing is noticed by its length. */
    private Text slice(String path, long offset, long length, String then) {
        return script("{ tail -c +", offset + 1, " -- ", at(path), " || :; } | head -c ", length, then);
    }

    private String text(Text command) throws InterruptedException {
        return shell.text(word, command, Map.of(), InputStream.nullInputStream(), null);
    }

    private String at(String path) {
        return root.endsWith("/") ? root + path : root + "/" + path;
    }

    /** Literal parts and values in turn. */
    private static Text script(Object... parts) {
        List<String> strings = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 0) {
                strings.add((String) parts[i]);
            } else {
                values.add(parts[i]);
            }
        }
        if (strings.size() == values.size()) {
            strings.add("\n");
        }
        return new Text(strings, Arrays.asList(values.toArray()));
    }
}
