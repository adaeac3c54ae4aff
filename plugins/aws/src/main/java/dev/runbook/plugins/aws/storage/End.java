package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.HostWork;
import dev.runbook.engine.spi.Place;
import dev.runbook.plugins.aws.account.Calls;
import java.nio.file.Path;
import java.util.Map;

/**
 * The end of a transfer that is not in S3.
 *
 * @param disk the folder
 * @param path of the file in it
 */
record End(Disk disk, String path, String word) {
    /** @param said {@code place(…)}, or a path of the engine's machine */
    static Disk folder(Calls calls, Object said, boolean writes) {
        return disk(calls, said, text(calls.word(), said), writes);
    }

    static End file(Calls calls, Object said, boolean writes) {
        String path = text(calls.word(), said);
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw RunbookException.invalid(calls.word() + ": expected the path of a file, found '" + path
                    + "'. For folders there are syncTo and syncFrom.");
        }
        String folder = slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
        return new End(disk(calls, said, folder, writes), name, calls.word());
    }

    /** The file, which must be there. */
    Disk.FileFact fact() throws Exception {
        Disk.FileFact file = disk.file(path);
        if (file == null) {
            throw new EffectFailed(word + ": expected a file '" + path + "' at " + disk.label() + ", found none");
        }
        return file;
    }

    private static String text(String word, Object said) {
        Object path = said instanceof Place place ? place.path() : said;
        String text = path instanceof Text parts ? parts.plain() : String.valueOf(path);
        if (text.startsWith("s3://")) {
            throw RunbookException.invalid(word + ": expected place(HOST, PATH) or a path here, found " + text
                    + ". From bucket to bucket there are copy and sync.");
        }
        return text;
    }

    private static Disk disk(Calls calls, Object said, String folder, boolean writes) {
        if (said instanceof Place place) {
            HostFrame frame = new HostFrame(place.host(), place.as(), null, Map.of());
            HostWork.Shell shell = HostWork.installed().on(calls.scope(), frame);
            return new HostDisk(writes ? shell.writing(calls.word()) : shell, calls.word(), folder);
        }
        Path runbook = calls.scope().run().runbook();
        return new LocalDisk(runbook == null ? Path.of(folder) : runbook.resolve(folder));
    }
}
