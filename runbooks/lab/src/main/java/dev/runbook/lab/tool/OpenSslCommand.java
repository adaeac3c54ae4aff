package dev.runbook.lab.tool;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** {@code openssl enc -d|-e -aes-256-cbc -md md5 -pass … [-in FILE] [-out FILE]}, for a machine without openssl; nothing else of it. */
public final class OpenSslCommand {
    private boolean decrypt;
    private String cipher = "";
    private String digest = "";
    private String pass = "";
    private String in;
    private String out;

    private OpenSslCommand() {}

    /** Exits with 1 where openssl would. */
    public static void main(String[] arguments) throws IOException {
        try {
            new OpenSslCommand().run(new ArrayDeque<>(List.of(arguments)));
        } catch (GeneralSecurityException | IllegalArgumentException | IOException failure) {
            boolean garbled = failure instanceof GeneralSecurityException;
            System.err.println(garbled ? "bad decrypt" : failure.getMessage());
            System.exit(1);
        }
    }

    private void run(Deque<String> arguments) throws IOException, GeneralSecurityException {
        if (!"enc".equals(arguments.poll())) {
            throw new IllegalArgumentException("openssl (laboratory): only 'enc' is known here");
        }
        while (!arguments.isEmpty()) {
            take(arguments.pop(), arguments);
        }
        if (!cipher.equals("-aes-256-cbc") || !digest.equals("md5")) {
            throw new IllegalArgumentException("openssl (laboratory): only -aes-256-cbc -md md5 is known here");
        }
        SaltedCipher salted = new SaltedCipher(passphrase());
        try (InputStream from = in == null ? System.in : Files.newInputStream(Path.of(in));
                OutputStream to =
                        out == null ? new BufferedOutputStream(System.out) : Files.newOutputStream(Path.of(out))) {
            if (decrypt) {
                salted.decrypt(from, to);
            } else {
                salted.encrypt(from, to);
            }
        }
    }

    private void take(String option, Deque<String> rest) {
        switch (option) {
            case "-d" -> decrypt = true;
            case "-e", "-salt" -> {}
            case "-aes-256-cbc" -> cipher = option;
            case "-md" -> digest = rest.pop();
            case "-pass" -> pass = rest.pop();
            case "-in" -> in = rest.pop();
            case "-out" -> out = rest.pop();
            default -> throw new IllegalArgumentException("openssl (laboratory): unknown option " + option);
        }
    }

    private String passphrase() throws IOException {
        String[] parts = pass.split(":", 2);
        return switch (parts[0]) {
            case "pass" -> parts[1];
            case "env" -> System.getenv().getOrDefault(parts[1], "");
            case "file" -> Files.readAllLines(Path.of(parts[1])).get(0);
            case "stdin" -> line(System.in);
            default ->
                throw new IllegalArgumentException("openssl (laboratory): -pass env:, file:, pass: or stdin is needed");
        };
    }

    /** Reads up to the first line's end and not a byte further: the rest is the data. */
    private static String line(InputStream from) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = from.read(); c >= 0 && c != '\n'; c = from.read()) {
            line.append((char) c);
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
