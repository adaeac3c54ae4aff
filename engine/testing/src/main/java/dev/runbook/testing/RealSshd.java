package dev.runbook.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Debian's sshd, one process a connection, as inetd would start it: so the port can be any free one, and no root is needed for a login as oneself. */
public final class RealSshd implements AutoCloseable {
    private static final int PIECE = 32768;

    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final int port;
    private ServerSocket server;

    /** Lets in who has the private key {@code key}; {@code settings} are lines of sshd_config. */
    public RealSshd(Path folder, Path key, String settings) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            if (System.getProperty("user.name").equals("root")) {
                Files.createDirectories(Path.of("/run/sshd"));
            }
            RealTools.run(Map.of(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder + "/host");
            Files.writeString(
                    folder.resolve("authorized"), RealTools.run(Map.of(), "ssh-keygen", "-y", "-f", key.toString()));
            Files.writeString(folder.resolve("config"), config() + settings + "\n");
            server = listen(0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.port = server.getLocalPort();
    }

    public RealSshd(Path folder, Path key) {
        this(folder, key, "");
    }

    private String config() {
        return String.join(
                "\n",
                "HostKey " + folder + "/host",
                "AuthorizedKeysFile " + folder + "/authorized",
                "PermitRootLogin yes",
                "StrictModes no",
                "UsePAM no",
                "PasswordAuthentication no",
                "PidFile none",
                "");
    }

    private ServerSocket listen(int wanted) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 50);
        daemon(() -> accept(listener));
        return listener;
    }

    private void accept(ServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                File log = folder.resolve("log").toFile();
                Process sshd = new ProcessBuilder(RealTools.path("sshd"), "-i", "-e", "-f", folder + "/config")
                        .redirectError(ProcessBuilder.Redirect.appendTo(log))
                        .start();
                if (!taken(listener, socket, sshd)) {
                    return;
                }
                pump(socket.getInputStream(), sshd.getOutputStream(), socket);
                pump(sshd.getInputStream(), socket.getOutputStream(), socket);
            } catch (IOException closed) {
                // It was stopped.
            }
        }
    }

    /** Not where it was stopped while the process was being started: that one would live on. */
    private synchronized boolean taken(ServerSocket listener, Socket socket, Process sshd) {
        if (listener.isClosed()) {
            sshd.destroyForcibly();
            close(socket);
            return false;
        }
        sockets.add(socket);
        processes.add(sshd);
        return true;
    }

    private static void pump(InputStream from, OutputStream to, Socket socket) {
        daemon(() -> {
            byte[] piece = new byte[PIECE];
            try (socket;
                    to) {
                for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
                    to.write(piece, 0, length);
                    to.flush();
                }
            } catch (IOException gone) {
                // One side is gone, and so the other.
            }
        });
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "sshd");
        thread.setDaemon(true);
        thread.start();
    }

    public int getPort() {
        return port;
    }

    /** The line of a known_hosts file. */
    public String getLine() {
        return line(port);
    }

    /** The same, as it is for who reaches it through another port. */
    public String line(int through) {
        try {
            return "[127.0.0.1]:" + through + " " + Files.readString(folder.resolve("host.pub"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As when the network breaks. */
    public void breakConnections() {
        sockets.forEach(RealSshd::close);
        sockets.clear();
    }

    /** As {@code kill -9} of the daemon and all its sessions; what these have started is left alone. */
    public synchronized void stop() {
        close(server);
        processes.forEach(Process::destroyForcibly);
        processes.clear();
        breakConnections();
    }

    /** After {@link #stop}: at the same port. */
    public void start() {
        try {
            server = listen(port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void close(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception already) {
            // Closing is all that was wanted.
        }
    }

    @Override
    public void close() {
        stop();
    }
}
