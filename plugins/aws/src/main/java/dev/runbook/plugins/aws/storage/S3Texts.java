package dev.runbook.plugins.aws.storage;

/** What the documentation of several words says. */
final class S3Texts {
    static final String FILE = "a file: place(HOST, PATH), or a path of the engine's machine, relative to the runbook";
    static final String FOLDER =
            "a folder: place(HOST, PATH), or a path of the engine's machine, relative to the runbook";
    static final String OBJECT = "'s3://BUCKET/KEY'";
    static final String PREFIX = "'s3://BUCKET/PREFIX'; the prefix is taken as a folder, 'files' as 'files/'";
    static final String PART =
            "in MiB: larger files go in parts of this size; 16 unless said, at least 5. So much memory is needed for each stream";
    static final String STREAMS = "how much at a time; 4 unless said";
    static final String CHECKS =
            "the content is compared by the SHA-256 that the store keeps, else by its ETag by the rules for MD5s of whole objects and of parts; where it is neither (some encrypted objects), by size alone, with checksums on the way";
    static final String BYTES =
            "Bytes of hosts go through the engine's machine, which alone has the credentials; checksums are made on the host, which needs stat -c, and md5sum and sha256sum or openssl.";

    static final String EXCLUDE =
            "a pattern or a list: 'cache/', '*.tmp', 'a/**/b'; without a slash a name anywhere, else a path below the prefix. What is excluded is neither carried nor deleted";
    static final String INCLUDE =
            "a pattern or a list, as of exclude: nothing else is carried or deleted; exclude: takes out of it";
    static final String COPY_PART =
            "in MiB: what goes in parts goes in parts of this size, unless the object came in parts of its own; 256 unless said, at least 5";
    static final String ABOVE =
            "in MiB: larger objects go in parts; 1024 unless said, at most 5120, which is all that S3 copies in one request";
    static final String COPIES =
            "The store itself copies: no byte comes here. The credentials must be allowed to read there and to write here; the account's region is that of the destination. Repeated after a failure, parts that this step has copied of the same object are not copied again. What is said about the object (content type, metadata) goes along, its tags only where it goes whole. At the end copy and object are compared by the SHA-256 that the store keeps, else by their ETags; where these are of different forms, by size alone";

    private S3Texts() {}
}
