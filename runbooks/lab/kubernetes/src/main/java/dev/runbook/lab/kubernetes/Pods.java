package dev.runbook.lab.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The pods' lives: they start some time after they were made, and are there for some time after they were ended. */
final class Pods {
    private final Objects objects;
    private final Machine machine;
    private final ScheduledExecutorService clock;
    private final Duration startup;
    private final Duration grace;
    private volatile Runnable gone = () -> {};
    private final Map<String, Collection<Process>> processes = new ConcurrentHashMap<>();

    Pods(Objects objects, Machine machine, ScheduledExecutorService clock, Duration startup, Duration grace) {
        this.objects = objects;
        this.machine = machine;
        this.clock = clock;
        this.startup = startup;
        this.grace = grace;
    }

    /** Says who is told that a pod is gone. */
    void whenGone(Runnable told) {
        gone = told;
    }

    ObjectNode create(String namespace, ObjectNode pod) {
        ObjectNode status = pod.putObject("status").put("phase", "Pending");
        status.putArray("containerStatuses");
        JsonNode asked = pod.path("spec").path("nodeName");
        pod.withObject("/spec").put("nodeName", asked.asText("").isEmpty() ? "node-1" : asked.asText());
        ObjectNode created = objects.create(Kind.POD, namespace, pod);
        later(startup, () -> run(namespace, created.at("/metadata/name").asText()));
        return created;
    }

    private void run(String namespace, String name) {
        if (!objects.has(Kind.POD, namespace, name)) {
            return;
        }
        ObjectNode pod = objects.get(Kind.POD, namespace, name);
        ObjectNode status = pod.putObject("status").put("phase", "Running");
        status.put("startTime", now());
        for (String type : List.of("Initialized", "Ready", "ContainersReady", "PodScheduled")) {
            status.withArray("conditions").addObject().put("type", type).put("status", "True");
        }
        ArrayNode containers = status.putArray("containerStatuses");
        for (JsonNode container : pod.at("/spec/containers")) {
            ObjectNode each =
                    containers.addObject().put("name", container.path("name").asText());
            each.put("image", container.path("image").asText())
                    .put("ready", true)
                    .put("restartCount", 0);
            each.putObject("state").putObject("running").put("startedAt", now());
        }
        objects.replace(Kind.POD, namespace, pod);
        machine.started(namespace, name, labels(pod));
    }

    private static Map<String, String> labels(JsonNode pod) {
        Map<String, String> labels = new LinkedHashMap<>();
        pod.at("/metadata/labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Begins its end: its processes are told at once, it is gone after its grace. */
    ObjectNode delete(String namespace, String name) {
        ObjectNode pod = objects.get(Kind.POD, namespace, name);
        if (!pod.at("/metadata/deletionTimestamp").isMissingNode()) {
            return pod;
        }
        pod.withObject("/metadata").put("deletionTimestamp", now());
        ObjectNode going = objects.replace(Kind.POD, namespace, pod);
        endProcesses(namespace + "/" + name);
        machine.ended(namespace, name);
        later(grace, () -> {
            objects.remove(Kind.POD, namespace, name);
            gone.run();
        });
        return going;
    }

    Process exec(String namespace, String name, String container, List<String> words) throws IOException {
        ObjectNode pod = objects.get(Kind.POD, namespace, name);
        JsonNode containers = pod.at("/spec/containers");
        String chosen = container == null ? containers.path(0).path("name").asText() : container;
        boolean known = false;
        for (JsonNode each : containers) {
            known |= each.path("name").asText().equals(chosen);
        }
        if (!known) {
            throw new Refused(400, "BadRequest", "container " + chosen + " is not valid for pod " + name);
        }
        if (!pod.at("/status/phase").asText().equals("Running")) {
            throw new Refused(
                    500, "InternalError", "unable to upgrade connection: container not found (\"" + chosen + "\")");
        }
        Process process = machine.command(namespace, name, chosen, words).start();
        processes
                .computeIfAbsent(namespace + "/" + name, key -> new ConcurrentLinkedQueue<>())
                .add(process);
        return process;
    }

    private void endProcesses(String pod) {
        Collection<Process> ending = processes.remove(pod);
        if (ending != null) {
            ending.forEach(Pods::kill);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void later(Duration wait, Runnable work) {
        clock.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    void close() {
        processes.keySet().forEach(this::endProcesses);
    }
}
