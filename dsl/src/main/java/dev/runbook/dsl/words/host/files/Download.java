package dev.runbook.dsl.words.host.files;

import dev.runbook.dsl.words.shell.HostScript;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.dsl.words.shell.Rendered;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Listener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** One file on its way here: streamed beside its place, compared, moved. */
final class Download {
    private final RemoteFile file;
    private final HostShell shell;
    private final String path;

    Download(RemoteFile file, HostShell shell, String path) {
        this.file = file;
        this.shell = shell;
        this.path = path;
    }

    void to(Path place) throws IOException, InterruptedException {
        Files.createDirectories(place.toAbsolutePath().getParent());
        Path beside = Files.createTempFile(place.toAbsolutePath().getParent(), ".runbook-", "");
        try {
            stream(beside);
            String expected = file.checksum();
            String found = Content.of(beside).sha256();
            if (!expected.equals(found)) {
                throw new EffectFailed("download " + path + ": expected the checksum " + expected + ", found " + found
                        + ": the file changes while it is read, or arrived damaged");
            }
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private void stream(Path beside) throws IOException, InterruptedException {
        try (OutputStream out = Files.newOutputStream(beside)) {
            ToStream listener = new ToStream(out);
            int status = shell.run(
                    Rendered.of("cat " + Quote.path(path)), Map.of(), InputStream.nullInputStream(), null, listener);
            if (status != 0) {
                throw new HostScript(shell, "download " + path).failed(status, listener.err.toByteArray());
            }
        } catch (UncheckedIOException full) {
            throw full.getCause();
        }
    }

    private record ToStream(OutputStream out, ByteArrayOutputStream err) implements Listener {
        ToStream(OutputStream out) {
            this(out, new ByteArrayOutputStream());
        }

        @Override
        public void stdout(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stderr(byte[] bytes, int offset, int length) {
            err.write(bytes, offset, length);
        }
    }
}
