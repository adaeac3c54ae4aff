package dev.runbook.plugins.aws;

import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Word;
import dev.runbook.plugins.aws.account.Account;
import dev.runbook.plugins.aws.compute.EbsWords;
import dev.runbook.plugins.aws.compute.Ec2Words;
import dev.runbook.plugins.aws.dns.Route53Words;
import dev.runbook.plugins.aws.efs.EfsWords;
import dev.runbook.plugins.aws.elb.ElbWords;
import dev.runbook.plugins.aws.storage.S3Words;

/** What {@code aws(NAME)} gives. */
@Facade("aws(…)")
public final class AwsAccount {
    private final Account account;

    AwsAccount(Account account) {
        this.account = account;
    }

    @Word(value = "Objects in buckets: files and folders there and back, and what is in them.", yields = S3Words.class)
    public S3Words s3() {
        return new S3Words(account);
    }

    @Word(value = "DNS: reading and changing record sets, with the way back.", yields = Route53Words.class)
    public Route53Words route53() {
        return new Route53Words(account);
    }

    @Word(value = "Machines: stopping, resizing, starting, waiting for them.", yields = Ec2Words.class)
    public Ec2Words ec2() {
        return new Ec2Words(account);
    }

    @Word(value = "Volumes of machines: creating, attaching, detaching, snapshots.", yields = EbsWords.class)
    public EbsWords ebs() {
        return new EbsWords(account);
    }

    @Word(value = "Load balancers: whether what stands behind them is healthy.", yields = ElbWords.class)
    public ElbWords elb() {
        return new ElbWords(account);
    }

    @Word(value = "Shared file systems: their size, and how fast they may be.", yields = EfsWords.class)
    public EfsWords efs() {
        return new EfsWords(account);
    }
}
