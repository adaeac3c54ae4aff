package dev.runbook.lab.mattermost;

import dev.runbook.lab.server.HostFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The vendor's Support: gives keys to a bucket or a presigned URL, and imports what is uploaded there, under the very name that the export has.
 *
 * @param server of the customer, who has an {@code aws} command
 * @param cloud  the workspace
 * @param bucket where uploads by URL arrive
 */
record Support(HostFolder server, HostFolder cloud, Bucket bucket) {
    static final String KEY_ID = "LABORATORYKEYID";
    static final String KEY = "laboratory-upload-key";
    static final String BUCKET = "s3";
    private static final String EXPORT = "[a-z0-9]{26}_export\\.zip";
    private static final String AWS = """
            #!/bin/sh
            # The laboratory's aws: a stand-in for s3 cp and s3api head-object; the bucket is a folder.
            if [ "$AWS_ACCESS_KEY_ID" != %s ] || [ "$AWS_SECRET_ACCESS_KEY" != %s ]; then
                echo 'An error occurred (InvalidAccessKeyId)' >&2
                exit 254
            fi
            case "$1 $2" in
                's3 cp')
                    to=$HOME/s3/${4#s3://}
                    mkdir -p "$(dirname "$to")"
                    cp "$3" "$to" ;;
                's3api head-object')
                    while [ $# -gt 0 ]; do
                        case "$1" in --bucket) bucket=$2; shift ;; --key) key=$2; shift ;; esac
                        shift
                    done
                    [ -f "$HOME/s3/$bucket/$key" ] || { echo 'An error occurred (404) when calling the HeadObject operation: Not Found' >&2; exit 254; }
                    echo "{\\"ContentLength\\": $(wc -c <"$HOME/s3/$bucket/$key")}" ;;
                *) echo "the laboratory's aws does not know $1 $2" >&2; exit 252 ;;
            esac
            """;

    void install() throws IOException {
        server.script("bin/aws", AWS.formatted(KEY_ID, KEY));
        Files.createDirectories(server.root().resolve("var/backups"));
        Files.createDirectories(cloud.root().resolve("var/backups"));
    }

    /** Writes the URL of the bucket to a file that holds the customer's secret: it opens for the name of tonight's export alone. */
    void gives(Path secret) {
        try (Stream<Path> all = Files.walk(server.path("var/backups"))) {
            String name = all.map(each -> each.getFileName().toString())
                    .filter(each -> each.matches(EXPORT))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no export yet"));
            Files.writeString(secret, bucket.url("customer/" + name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Gives what they say afterwards. */
    String imports() {
        try (Stream<Path> all = Files.walk(server.path(BUCKET))) {
            Path zip = all.filter(each -> each.getFileName().toString().matches(EXPORT))
                    .findFirst()
                    .orElse(null);
            if (zip == null) {
                return "finds no file that is called as an export is";
            }
            Machines.run(
                    cloud,
                    "exec </dev/null; export MMCTL_LOCAL_SOCKET_PATH=\"$HOME/mattermost_local.socket\"; mmctl --local import upload '"
                            + zip
                            + "' && name=$(mmctl --local import list available --json | tr -d '[]\\\" ,\\n')"
                            + " && mmctl --local import process \"$name\" --json >job && id=$(sed -n 's/.*\"id\" : \"\\(.*\\)\",/\\1/p' job)"
                            + " && until mmctl --local import job show \"$id\" --json >job && grep -Eq '\"(success|error)\"' job; do sleep 0.1; done; grep -q '\"success\"' job || { cat job; false; }");
            return "has imported " + zip.getFileName();
        } catch (IOException failure) {
            return "cannot import it: " + failure.getMessage();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "was interrupted";
        }
    }
}
