package dev.runbook.plugins.aws.compute;

import dev.runbook.plugins.aws.account.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What is written onto things that are made: a name, the mark of the step that made them, and what the script says. */
final class Tags {
    private Tags() {}

    static TagSpecification of(ResourceType type, String name, String token, Map<String, Object> more) {
        List<Tag> tags = new ArrayList<>(List.of(tag("Name", name), tag(Token.TAG, token)));
        more.forEach((key, value) -> tags.add(tag(key, String.valueOf(value))));
        return TagSpecification.builder().resourceType(type).tags(tags).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
