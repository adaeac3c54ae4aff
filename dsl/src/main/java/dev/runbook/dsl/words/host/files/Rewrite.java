package dev.runbook.dsl.words.host.files;

import dev.runbook.engine.model.EffectFailed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Reads a file, works out its new text, and writes it if nobody else has changed it meanwhile. */
final class Rewrite {
    private Rewrite() {}

    /** False where the new text is the old one; nothing is written then. */
    static boolean of(RemoteFile file, Writing how, UnaryOperator<String> change) throws InterruptedException {
        byte[] before = file.read();
        String text = text(before);
        String after = change.apply(text);
        if (after.equals(text)) {
            return false;
        }
        return file.write(Content.of(after.getBytes(StandardCharsets.UTF_8)), how.insteadOf(sha(before)));
    }

    /** Strictly: a file that is not UTF-8 would come back damaged. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new EffectFailed(
                    "The file is not UTF-8 text; expected text to edit. Edit it with sh and sed", notText);
        }
    }

    private static String sha(byte[] bytes) {
        try {
            return Content.digest(new ByteArrayInputStream(bytes));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
