package dev.runbook.engine.model;

import java.util.List;

/** A whole runbook as data, before anything runs. */
public record Plan(
        String title,
        String about,
        List<String> notMigrated,
        List<Parameter> parameters,
        List<SecretDeclaration> secrets,
        List<TargetDeclaration> targets,
        List<Node> nodes,
        Body onFailure) {
    public Plan {
        notMigrated = List.copyOf(notMigrated);
        parameters = List.copyOf(parameters);
        secrets = List.copyOf(secrets);
        targets = List.copyOf(targets);
        nodes = List.copyOf(nodes);
    }
}
