package dev.runbook.lab.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** A Redis server with a password, on a free port of the loopback interface; it keeps nothing on disk. */
public final class RedisServer implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final Process process;
    private final int port;
    private final String password;

    private RedisServer(Process process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /** Starts it. Redis cannot choose a free port itself; where another program is faster, the next port is tried. */
    public static RedisServer start(Path folder, String mark, String password) throws IOException {
        Files.createDirectories(folder);
        Path program =
                ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = Ports.free();
            Path settings = settings(folder, port, password);
            ProcessBuilder builder = new ProcessBuilder(OwnSession.around(program.toString(), settings.toString()));
            builder.environment().put(Sweep.MARK, mark);
            Process process =
                    builder.directory(folder.toFile()).redirectErrorStream(true).start();
            last = untilReady(process);
            if (last == null) {
                return new RedisServer(process, port, password);
            }
        }
        throw new IOException("The laboratory's Redis did not start; it said last: " + last);
    }

    /** The pid file is for {@link Reaper}: Redis writes its title over its environment, where the mark was. */
    private static Path settings(Path folder, int port, String password) throws IOException {
        return Files.writeString(
                folder.resolve("redis.conf"), """
                bind 127.0.0.1
                port %d
                requirepass %s
                save ""
                appendonly no
                pidfile "%s"
                """.formatted(port, password, folder.resolve("redis.pid")));
    }

    /** Null once it accepts connections, else its last line. From then on its output is read and dropped, so that it never blocks. */
    private static String untilReady(Process process) throws IOException {
        BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
        String last = "nothing";
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            last = line;
            if (line.contains("Ready to accept connections")) {
                Thread drain = new Thread(() -> log.lines().forEach(ignored -> {}), "laboratory redis log");
                drain.setDaemon(true);
                drain.setUncaughtExceptionHandler((thread, closed) -> {});
                drain.start();
                return null;
            }
        }
        return last;
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    @Override
    public void close() {
        process.destroy();
        Ended.await(process);
    }
}
