package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.value.Given;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many bytes a second at most, as {@code 60MB/s}. */
record Rate(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kKmMgG]?)(i?)[bB]?/s");
    private static final long LEAST = 64 * 1024;

    /** Null where there is no limit. */
    static Rate of(Given given) {
        String text = given.text("limit");
        if (text == null) {
            return null;
        }
        Matcher found = FORM.matcher(text.strip());
        if (!found.matches()) {
            throw given.wrong("limit", "bytes a second such as '60MB/s' or '500kB/s'");
        }
        double unit = Math.pow(
                found.group(3).isEmpty() ? 1000 : 1024,
                "_kmg".indexOf(found.group(2).isEmpty() ? "_" : found.group(2).toLowerCase(Locale.ROOT)));
        Rate rate = new Rate((long) (Double.parseDouble(found.group(1)) * unit));
        if (rate.bytes < LEAST) {
            throw given.wrong("limit", "at least 64KiB/s");
        }
        return rate;
    }

    @Override
    public String toString() {
        return bytes + " bytes/s";
    }

    /** A part of it, where several streams share it. */
    Rate shared(int streams) {
        return new Rate(Math.max(LEAST, bytes / streams));
    }

    /** A part of a pipe of the shell that lets no more through. */
    static String filter(Rate rate) {
        if (rate == null) {
            return "";
        }
        long blocks = Math.max(1, rate.bytes / LEAST);
        return " | while n=$( { dd bs=" + LEAST + " count=" + blocks
                + " iflag=fullblock 2>/dev/null | tee /dev/fd/3 | wc -c; } 3>&4 ) && [ $((n)) -gt 0 ]; do sleep 1; done 4>&1";
    }
}
