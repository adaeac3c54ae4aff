package dev.runbook.lab.hipchat;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.NameServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Does what the runbook asks of people, recognised by a word in the step's name. */
final class People {
    private final HostFolder source;
    private final List<HostFolder> nodes;
    private final Chatter chatter;
    private final NameServer names;
    private final URI setup;

    People(HostFolder source, List<HostFolder> nodes, Chatter chatter, NameServer names, URI setup) {
        this.source = source;
        this.nodes = nodes;
        this.chatter = chatter;
        this.names = names;
        this.setup = setup;
    }

    void act(String step, Consumer<String> say) {
        String name = step.toLowerCase(Locale.ROOT);
        try {
            if (name.contains("uploader")) {
                deleteNamed(step, say);
            } else if (name.contains("shut the users out")) {
                chatter.shutOut();
                say.accept("the network team shut the users out of the old server");
            } else if (name.contains("wizard")) {
                completeWizard(say);
            } else if (name.contains("reboot")) {
                for (HostFolder node : nodes) {
                    reboot(node, say);
                }
            } else if (name.equals("switch dns")) {
                names.lead(LabInventory.FQDN, setup.getHost());
                say.accept("the network team led " + LabInventory.FQDN + " to the new server");
            } else {
                say.accept("nothing to do in the laboratory for: " + step);
            }
        } catch (IOException failure) {
            throw new EffectFailed(
                    "The laboratory could not stand in for the people of '" + step + "': " + failure.getMessage(),
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteNamed(String step, Consumer<String> say) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(source.root().resolve(Machines.FILE_STORE))) {
            files = walk.filter(file -> file.toString().endsWith("history.json"))
                    .toList();
        }
        for (Path file : files) {
            if (step.contains(file.getFileName().toString())) {
                Files.delete(file);
                say.accept("the uploader agreed, and deleted " + file.getFileName());
            }
        }
    }

    private void completeWizard(Consumer<String> say) throws IOException, InterruptedException {
        String form = "{\"hostname\": \"%s\", \"admin\": \"%s\"}".formatted(LabInventory.FQDN, LabInventory.ADMIN);
        HttpRequest post = HttpRequest.newBuilder(setup)
                .POST(BodyPublishers.ofString(form))
                .build();
        int status =
                HttpClient.newHttpClient().send(post, BodyHandlers.discarding()).statusCode();
        say.accept("the administrator completed the wizard's last page: HTTP " + status);
    }

    private static void reboot(HostFolder node, Consumer<String> say) throws IOException, InterruptedException {
        Process reboot = node.command("reboot")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        int status = reboot.waitFor();
        say.accept(
                "operations rebooted " + node.root().getFileName() + " (boot scripts and services): status " + status);
    }
}
