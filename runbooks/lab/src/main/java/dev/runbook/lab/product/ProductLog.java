package dev.runbook.lab.product;

import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The product's log: {@code 2018/03/25 00:51:24 Fetching users}. */
final class ProductLog {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");

    private final PrintStream out;
    private final long pace;

    ProductLog(PrintStream out, long pace) {
        this.out = out;
        this.pace = pace;
    }

    void line(String text) {
        out.println(LocalDateTime.now(ZoneOffset.UTC).format(STAMP) + " " + text);
        out.flush();
        if (pace > 0) {
            try {
                Thread.sleep(pace);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
