package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import dev.runbook.plugins.aws.account.Account;
import dev.runbook.plugins.aws.account.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code aws(NAME).s3} gives. */
@Facade("aws(…).s3")
public final class S3Words {
    static final int STREAMS_USUAL = 4;

    private final Account account;

    public S3Words(Account account) {
        this.account = account;
    }

    @Word(
            value =
                    "Puts a file into an object, in parts where it is large. Repeated after a failure, parts that are there already with equal checksums are not sent again. At the end "
                            + S3Texts.CHECKS + ". " + S3Texts.BYTES
                            + " Gives [bytes:, sent: how many of them now, checked: 'sha256', 'md5' or 'size'].",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class,
            keys = {"bytes", "sent", "checked"})
    @Option(name = "from", required = true, about = S3Texts.FILE)
    @Option(name = "to", required = true, about = S3Texts.OBJECT)
    @Option(name = "part", type = Integer.class, about = S3Texts.PART)
    @Option(name = "streams", type = Integer.class, about = S3Texts.STREAMS)
    public Object put(Map<String, Object> options) {
        Options given = new Options("aws.s3.put", options);
        return account.writes(
                given.word(),
                options.get("from") + " → " + shown(options.get("to")),
                calls -> {
                    S3Url url = S3Url.object(given.word(), options.get("to"));
                    End from = End.file(calls, options.get("from"), false);
                    Upload upload = new Upload(
                            new Bucket(calls, url.bucket()),
                            from.disk(),
                            part(given),
                            given.number("streams", STREAMS_USUAL));
                    Upload.Done done = upload.put(from.path(), from.fact(), url.key());
                    return result("sent", done.bytes(), done.sent(), done.checked());
                },
                options.get("from"),
                options);
    }

    @Word(
            value =
                    "Gets an object into a file, which appears under its name when it is whole, with the object's time. Repeated after a failure, it goes on where it was. At the end "
                            + S3Texts.CHECKS + ". " + S3Texts.BYTES
                            + " Gives [bytes:, fetched: how many of them now, checked: 'sha256', 'md5' or 'size'].",
            touches = Touches.WRITES,
            sparesTarget = true,
            repeatable = true,
            yields = Map.class,
            keys = {"bytes", "fetched", "checked"})
    @Option(name = "from", required = true, about = S3Texts.OBJECT)
    @Option(name = "to", required = true, about = S3Texts.FILE)
    @Option(name = "part", type = Integer.class, about = "in MiB: how much is fetched at a time; 16 unless said")
    public Object get(Map<String, Object> options) {
        Options given = new Options("aws.s3.get", options);
        return account.writesElsewhere(
                given.word(),
                shown(options.get("from")) + " → " + options.get("to"),
                calls -> {
                    S3Url url = S3Url.object(given.word(), options.get("from"));
                    End to = End.file(calls, options.get("to"), true);
                    Download download = new Download(new Bucket(calls, url.bucket()), to.disk(), part(given));
                    Download.Done done = download.get(url.key(), to.path());
                    return result("fetched", done.bytes(), done.fetched(), done.checked());
                },
                options.get("to"),
                options);
    }

    @Word(
            value =
                    "Makes what is under a prefix like a folder, carrying only what differs: what is not there, has another size, or is older than the file; with checksums: true also what has another content. Links and empty folders are left out; "
                            + "owners and permissions are not kept. It may be repeated at any time. Of each object that is carried "
                            + S3Texts.CHECKS + ". " + S3Texts.BYTES
                            + " Gives [files:, bytes:] of what was carried, same: how many were so already, with delete: also deleted:.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(name = "from", required = true, about = S3Texts.FOLDER)
    @Option(name = "to", required = true, about = S3Texts.PREFIX)
    @Option(
            name = "checksums",
            type = Boolean.class,
            about = "true: files of the same size are read and compared; false unless said")
    @Option(
            name = "delete",
            type = Boolean.class,
            about =
                    "true: objects that the folder does not have are removed; never for an empty folder. false unless said")
    @Option(name = "part", type = Integer.class, about = S3Texts.PART)
    @Option(name = "streams", type = Integer.class, about = S3Texts.STREAMS)
    @Option(name = "exclude", about = S3Texts.EXCLUDE)
    @Option(name = "include", about = S3Texts.INCLUDE)
    public Object syncTo(Map<String, Object> options) {
        Options given = new Options("aws.s3.syncTo", options);
        return account.writes(
                given.word(),
                options.get("from") + " → " + shown(options.get("to")) + patterns(options),
                calls -> new FolderSync(
                                calls,
                                given,
                                End.folder(calls, options.get("from"), false),
                                S3Url.folder(given.word(), options.get("to")))
                        .up(),
                options.get("from"),
                options);
    }

    @Word(
            value =
                    "Makes a folder like what is under a prefix, carrying only what differs: what is not there, has another size, or is older than the object; with checksums: true also what has another content. Files get the time of their object. "
                            + "It may be repeated at any time, and goes on where it was interrupted. Of each file that is carried "
                            + S3Texts.CHECKS
                            + ". " + S3Texts.BYTES
                            + " Gives [files:, bytes:] of what was carried, same: how many were so already, with delete: also deleted:.",
            touches = Touches.WRITES,
            sparesTarget = true,
            repeatable = true,
            yields = Map.class)
    @Option(name = "from", required = true, about = S3Texts.PREFIX)
    @Option(name = "to", required = true, about = S3Texts.FOLDER + "; made where it is missing")
    @Option(
            name = "checksums",
            type = Boolean.class,
            about = "true: files of the same size are read and compared; false unless said")
    @Option(
            name = "delete",
            type = Boolean.class,
            about = "true: files that the bucket does not have are removed; false unless said")
    @Option(name = "part", type = Integer.class, about = "in MiB: how much is fetched at a time; 16 unless said")
    @Option(name = "streams", type = Integer.class, about = S3Texts.STREAMS)
    @Option(name = "exclude", about = S3Texts.EXCLUDE)
    @Option(name = "include", about = S3Texts.INCLUDE)
    public Object syncFrom(Map<String, Object> options) {
        Options given = new Options("aws.s3.syncFrom", options);
        return account.writesElsewhere(
                given.word(),
                shown(options.get("from")) + " → " + options.get("to") + patterns(options),
                calls -> new FolderSync(
                                calls,
                                given,
                                End.folder(calls, options.get("to"), true),
                                S3Url.folder(given.word(), options.get("from")))
                        .down(),
                options.get("to"),
                options);
    }

    @Word(
            value = "Copies an object to another place, of this or another bucket. " + S3Texts.COPIES
                    + ". Gives [bytes:, copied: how many of them now, checked: 'sha256', 'md5' or 'size'].",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class,
            keys = {"bytes", "copied", "checked"})
    @Option(name = "from", required = true, about = S3Texts.OBJECT)
    @Option(name = "to", required = true, about = S3Texts.OBJECT)
    @Option(name = "part", type = Integer.class, about = S3Texts.COPY_PART)
    @Option(name = "above", type = Integer.class, about = S3Texts.ABOVE)
    @Option(name = "streams", type = Integer.class, about = S3Texts.STREAMS)
    public Object copy(Map<String, Object> options) {
        Options given = new Options("aws.s3.copy", options);
        return account.writes(
                given.word(),
                shown(options.get("from")) + " → " + shown(options.get("to")),
                calls -> {
                    S3Url from = S3Url.object(given.word(), options.get("from"));
                    S3Url to = S3Url.object(given.word(), options.get("to"));
                    ObjectCopy.Done done = ObjectCopy.of(calls, given, from, to, given.number("streams", STREAMS_USUAL))
                            .copy(from.key(), to.key());
                    return result("copied", done.bytes(), done.copied(), done.checked());
                },
                options);
    }

    @Word(
            value =
                    "Makes what is under a prefix like what is under another one, of this or another bucket, copying only what differs: what is not there, has another size, or is older; with checksums: true also what the store does not show to be the same. "
                            + S3Texts.COPIES
                            + ". Gives [files:, bytes:] of what was copied, same: how many were so already, with delete: also deleted:.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(name = "from", required = true, about = S3Texts.PREFIX)
    @Option(name = "to", required = true, about = S3Texts.PREFIX)
    @Option(
            name = "checksums",
            type = Boolean.class,
            about = "true: objects of the same size are compared by what the store keeps; false unless said")
    @Option(
            name = "delete",
            type = Boolean.class,
            about =
                    "true: objects that the source does not have are removed; never for an empty source. false unless said")
    @Option(name = "exclude", about = S3Texts.EXCLUDE)
    @Option(name = "include", about = S3Texts.INCLUDE)
    @Option(name = "part", type = Integer.class, about = S3Texts.COPY_PART)
    @Option(name = "above", type = Integer.class, about = S3Texts.ABOVE)
    @Option(name = "streams", type = Integer.class, about = S3Texts.STREAMS)
    public Object sync(Map<String, Object> options) {
        Options given = new Options("aws.s3.sync", options);
        return account.writes(
                given.word(),
                shown(options.get("from")) + " → " + shown(options.get("to")) + patterns(options),
                calls -> {
                    S3Url from = S3Url.folder(given.word(), options.get("from"));
                    S3Url to = S3Url.folder(given.word(), options.get("to"));
                    ObjectCopy copy = ObjectCopy.of(calls, given, from, to, 1);
                    return new BucketSync(Carriage.of(calls, given), from, to, copy).run();
                },
                options);
    }

    @Word(
            value =
                    "The objects whose keys begin so: a list of [key:, bytes:, modified: (an instant)], in the order of their keys. More than 5000 are an error: take census.",
            touches = Touches.READS,
            yields = List.class)
    public Object list(Text url) {
        return account.reads(
                "aws.s3.list",
                url.show(),
                calls -> {
                    S3Url where = S3Url.of("aws.s3.list", url);
                    return new Census(new Bucket(calls, where.bucket()), where).list();
                },
                url);
    }

    @Word(
            value =
                    "Counts what is under a prefix, which is taken as a folder, for verifySame with another bucket or prefix: [objects:, bytes:, hash: of all names below the prefix and their sizes].",
            touches = Touches.READS,
            yields = Map.class,
            keys = {"objects", "bytes", "hash"})
    public Object census(Text url) {
        return account.reads(
                "aws.s3.census",
                url.show(),
                calls -> {
                    S3Url where = S3Url.folder("aws.s3.census", url);
                    return new Census(new Bucket(calls, where.bucket()), where).count();
                },
                url);
    }

    private static int part(Options given) {
        int part = given.number("part", PartSize.USUAL);
        if (part < PartSize.SMALLEST) {
            throw RunbookException.invalid(given.word() + " part: expected at least " + PartSize.SMALLEST
                    + " (MiB), which S3 wants, found " + part);
        }
        return part;
    }

    private static Map<String, Object> result(String carried, long bytes, long now, String checked) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("bytes", bytes);
        result.put(carried, now);
        result.put("checked", checked);
        return result;
    }

    private static String patterns(Map<String, Object> options) {
        Map<String, Object> said = new LinkedHashMap<>(options);
        said.keySet().retainAll(List.of("exclude", "include"));
        return Shown.options(said);
    }

    private static String shown(Object url) {
        return url instanceof Text text ? text.show() : String.valueOf(url);
    }
}
