package dev.runbook.testing.amazon

/** One target group, whose targets become healthy after two looks. */
class FakeElb {
    static final String ARN = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/chat/73e2d6bc24d8a067'
    static final int LOOKS = 2

    final Map<String, Integer> targets = [:]

    String answer(String action, Map<String, String> asked) {
        if (action == 'DescribeTargetGroups') {
            if (asked['Names.member.1'] != 'chat') {
                throw new FakeAmazon.Refused('TargetGroupNotFound', 'One or more target groups not found')
            }
            return wrapped(action, "<TargetGroups><member><TargetGroupArn>$ARN</TargetGroupArn><TargetGroupName>chat</TargetGroupName></member></TargetGroups>")
        }
        wrapped(action, '<TargetHealthDescriptions>' + targets.collect { id, looks ->
            targets[id] = looks + 1
            def health = looks < LOOKS ? '<State>initial</State><Reason>Elb.RegistrationInProgress</Reason><Description>Target registration is in progress</Description>' : '<State>healthy</State>'
            "<member><HealthCheckPort>80</HealthCheckPort><TargetHealth>$health</TargetHealth><Target><Port>80</Port><Id>$id</Id></Target></member>"
        }.join('') + '</TargetHealthDescriptions>')
    }

    private static String wrapped(String action, String result) {
        "<${action}Response xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\"><${action}Result>$result</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>"
    }
}
