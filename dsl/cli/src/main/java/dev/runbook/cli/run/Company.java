package dev.runbook.cli.run;

import dev.runbook.cli.people.Announcements;
import dev.runbook.cli.people.Crowd;
import dev.runbook.cli.people.LineInput;
import dev.runbook.cli.people.Post;
import dev.runbook.cli.progress.RunView;
import dev.runbook.engine.journal.Journal;
import dev.runbook.engine.people.Announcer;
import dev.runbook.engine.people.Inbox;
import dev.runbook.engine.people.Outlook;
import dev.runbook.engine.people.Subscriber;
import dev.runbook.engine.run.People;
import dev.runbook.engine.run.Stop;
import dev.runbook.engine.spi.RunInfo;
import dev.runbook.engine.spi.Timekeeper;
import java.time.ZoneId;
import java.util.List;

/** Those who are with a run while it goes on: who answers, who is told, and who looks at its page. */
final class Company implements AutoCloseable {
    private final RunInfo run;
    private final Journal journal;
    private final Timekeeper time;
    private final Outlooks outlooks;
    private final Watching watching;
    private final Announcements announcements;
    private final Page page;

    Company(Opened opened, RunInfo run, Journal journal, Timekeeper time, RunView view, Watching watching) {
        this.run = run;
        this.journal = journal;
        this.time = time;
        this.outlooks = new Outlooks(opened.plan(), opened.name(), run.folder());
        this.watching = watching;
        List<Subscriber> subscribers = opened.subscribers();
        Post post = new Post(journal, opened.plugins().notifiers(), opened.masker(), time, view::tell);
        Announcer announcer = new Announcer(journal.state(), subscribers, ZoneId.systemDefault());
        this.announcements = new Announcements(announcer, post, this::outlook, time);
        if (!subscribers.isEmpty()) {
            journal.listen(announcements::entry);
            announcements.begin();
        }
        view.expect(this::outlook);
        this.page = watching.served() ? Page.of(opened, run.folder(), watching.port(), watching.answers(), time) : null;
        if (page != null) {
            page.tell(view::tell);
        }
    }

    /** What is expected from now on. */
    Outlook outlook() {
        return outlooks.of(journal.state(), time.now());
    }

    /** Everybody who may answer. */
    People people(People here, LineInput input, Stop stop) {
        return new Crowd(
                here, input, new Inbox(run.folder()), journal.state(), stop, announcements, time, watching.patient());
    }

    @Override
    public void close() {
        announcements.close();
        if (page != null) {
            page.close();
        }
    }
}
