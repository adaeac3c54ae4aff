package dev.runbook.plugins.chat;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.HostWork;
import dev.runbook.engine.spi.HostWork.Shell;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The words of this plugin: each reads a whole archive on its host. */
public final class ChatWords {
    private ChatWords() {}

    @Word(
            value =
                    "Reads an export of Mattermost (the zip of mmctl, which needs unzip on the host, or its .jsonl alone) and gives [counts: [team:, channel:, user:, post:, direct_channel:, direct_post:, …, replies:, reactions:, "
                            + "attachments:, system_post:, system_direct_post: (of the posts, those that the product wrote)], names: [team:, channel: ('team/channel'), user: (bots too)], files: (in the zip's data folder), warnings: (true where it has a warnings.txt: something could not be exported), problems: (texts, at most 100, such as 'line 12: post: create_at …'), "
                            + "problemCount:]. Checked is what the importer would refuse: the order of types, names, lengths, times in milliseconds, members, teams, channels and users that no line before has.",
            touches = Touches.READS,
            onHost = true,
            yields = Map.class)
    @Option(
            name = "maxPostSize",
            type = Integer.class,
            about =
                    "the longest message of the destination, in characters; 16383 unless said (4000 on very old servers)")
    public static Object mattermostExport(StepScope scope, Map<String, Object> options, Text path) {
        Shell shell = HostWork.installed().here(scope, "mattermostExport");
        int longest = options.get("maxPostSize") instanceof Number number ? number.intValue() : MattermostRules.LONGEST;
        return scope.perform(Effect.<Object>reads("mattermostExport", shell.host(), path.show(), () -> {
                    String members = members(shell, path);
                    MattermostExport export = new MattermostExport(new MattermostRules(longest));
                    boolean zip = !members.isEmpty();
                    Text lines = zip ? text("unzip -p -- ", path, " '*.jsonl'") : text("cat -- ", path, "");
                    stream(shell, "mattermostExport", lines, export);
                    export.end();
                    return export.result(members.lines().toList());
                })
                .needing(path, options));
    }

    /** The names in a zip, or nothing for what is none. */
    private static String members(Shell shell, Text path) throws InterruptedException {
        Text script = new Text(
                List.of(
                        "p=",
                        "\n[ -r \"$p\" ] || { echo \"$p is not there, or may not be read\" >&2; exit 1; }\n"
                                + "case $(head -c 2 \"$p\") in PK) unzip -Z1 \"$p\" ;; esac\n"),
                List.of(path));
        return shell.text("mattermostExport", script, Map.of(), InputStream.nullInputStream(), null);
    }

    @Word(
            value =
                    "Reads an archive of HipChat's exporter on its host (.tar.gz; with passphrase: also .tar.gz.aes) and gives [members:, bytes:, poison: (names of members that the importer would take for a message file, a list of users or the like although "
                            + "they are attachments, at most 100), poisonCount:, users: [total:, active:, deleted:, guests:], rooms: [total:, public:, private:, archived:], messages: [rooms:, private:, privateCopies:, other:], attachments:, "
                            + "emoticons:, avatars:]. Private messages stand twice in an archive, once under each participant: private: counts the copy under its sender alone. Needs GNU tar and gzip on the host, with passphrase: openssl. Attachments stay there.",
            touches = Touches.READS,
            onHost = true,
            yields = Map.class)
    @Option(
            name = "passphrase",
            type = Secret.class,
            about = "of the encrypted archive, as it was given to the exporter")
    @Option(
            name = "digest",
            choices = {"md5", "sha256"},
            about = "how the key was made of the passphrase: 'md5', as older openssl did, unless said")
    public static Object hipchatArchive(StepScope scope, Map<String, Object> options, Text path) {
        Shell shell = HostWork.installed().here(scope, "hipchatArchive");
        Object passphrase = options.get("passphrase");
        Object digest = options.getOrDefault("digest", "md5");
        return scope.perform(Effect.<Object>reads("hipchatArchive", shell.host(), path.show(), () -> {
                    HipchatArchive archive = new HipchatArchive();
                    stream(shell, "hipchatArchive", script(path, passphrase, digest), archive);
                    return archive.result();
                })
                .needing(path, options));
    }

    /** Every member as {@code NAME NUL SIZE NUL}, the content of JSON files behind it; of the others no byte leaves the host. */
    private static Text script(Text path, Object passphrase, Object digest) {
        String unpack = " | gzip -dc | tar -xf - --to-command='printf \"%s\\0\" \"$TAR_REALNAME\"; "
                + "case $TAR_REALNAME in *.[jJ][sS][oO][nN]) printf \"%s\\0\" \"$TAR_SIZE\"; cat;; *) printf \"%s\\0\" \"-$TAR_SIZE\"; cat >/dev/null;; esac'\n";
        String gnu = "tar --version | grep -q GNU || { echo 'expected GNU tar' >&2; exit 1; }\n";
        return passphrase == null
                ? text(gnu + "cat -- ", path, unpack)
                : new Text(
                        List.of(
                                gnu + "export RB_PASS=",
                                "\nopenssl enc -d -aes-256-cbc -md ",
                                " -pass env:RB_PASS -in ",
                                unpack),
                        Arrays.asList(passphrase, digest, path));
    }

    private static void stream(Shell shell, String word, Text script, Listener listener) throws InterruptedException {
        StringBuilder errors = new StringBuilder();
        int status = shell.run(script, Map.of(), InputStream.nullInputStream(), null, new Listener() {
            @Override
            public void stdout(byte[] bytes, int offset, int length) {
                listener.stdout(bytes, offset, length);
            }

            @Override
            public void stderr(byte[] bytes, int offset, int length) {
                if (errors.length() < 2000) {
                    errors.append(new String(bytes, offset, length, StandardCharsets.UTF_8));
                }
            }
        });
        if (status != 0) {
            throw new EffectFailed(word + " on host '" + shell.host() + "' ended with status " + status
                    + ", so the archive is damaged, or the passphrase wrong: "
                    + errors.toString().strip());
        }
    }

    private static Text text(String before, Text value, String after) {
        return new Text(List.of(before, after), List.of(value));
    }
}
