package dev.runbook.plugins.ssh

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit

/** Debian's sshd, one process a connection, as inetd would start it: so the port can be any free one, and no root is needed for a login as oneself. */
class RealSshd implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName('127.0.0.1'))
    private final List<Socket> sockets = new CopyOnWriteArrayList<>()
    private final List<Process> processes = new CopyOnWriteArrayList<>()
    private final Path folder

    RealSshd(Path folder, Path key, String settings = '') {
        this.folder = Files.createDirectories(folder)
        if (System.getProperty('user.name') == 'root') {
            Files.createDirectories(Path.of('/run/sshd'))
        }
        tool('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', "$folder/host".toString())
        Files.writeString(folder.resolve('authorized'), tool('ssh-keygen', '-y', '-f', key.toString()))
        Files.writeString(folder.resolve('config'), """
            HostKey $folder/host
            AuthorizedKeysFile $folder/authorized
            PermitRootLogin yes
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PidFile none
            $settings
            """.stripIndent())
        Thread.startDaemon { accept() }
    }

    private void accept() {
        while (!server.closed) {
            try {
                def socket = server.accept()
                def sshd = new ProcessBuilder(RealTools.path('sshd'), '-i', '-e', '-f', "$folder/config").redirectError(folder.resolve('log').toFile()).start()
                sockets << socket
                processes << sshd
                pump(socket.inputStream, sshd.outputStream, socket)
                pump(sshd.inputStream, socket.outputStream, socket)
            } catch (IOException ignored) {
                // Closed.
            }
        }
    }

    private static void pump(InputStream from, OutputStream to, Socket socket) {
        Thread.startDaemon {
            byte[] piece = new byte[32768]
            try {
                for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
                    to.write(piece, 0, length)
                    to.flush()
                }
            } catch (IOException ignored) {
                // One side is gone.
            } finally {
                socket.close()
                try {
                    to.close()
                } catch (IOException ignored) {
                    // So is the other.
                }
            }
        }
    }

    int getPort() { server.localPort }

    String getLine() {
        "[127.0.0.1]:$port ${folder.resolve('host.pub').toFile().text}"
    }

    void breakConnections() {
        sockets*.close()
    }

    static String tool(Map<String, String> env = [:], String name, String... arguments) {
        def builder = new ProcessBuilder([RealTools.path(name), *arguments]).redirectErrorStream(true)
        builder.environment().putAll(env)
        def process = builder.start()
        process.outputStream.close()
        def text = process.inputStream.text
        assert process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0: text
        text
    }

    @Override
    void close() {
        server.close()
        breakConnections()
        processes*.destroy()
    }
}
