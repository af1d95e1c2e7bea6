package dev.tidings.maintenance;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What every serving node does for itself, apart from the scheduler and the house's connections: it looks whether letters
 * that were due really went out, looks after itself, and sends out alerts. It must still speak when the scheduler is what
 * died.
 */
@Component
public class Watch {
    private final HouseChecks checks;
    private final Rounds rounds;
    private final Expectations expectations;
    private final Roll roll;
    private final AlertDesk desk;
    private final HealthBoard board;
    private final Outage outage;

    Watch(
            HouseChecks checks,
            Rounds rounds,
            Expectations expectations,
            Roll roll,
            AlertDesk desk,
            HealthBoard board,
            Outage outage) {
        this.checks = checks;
        this.rounds = rounds;
        this.expectations = expectations;
        this.roll = roll;
        this.desk = desk;
        this.board = board;
        this.outage = outage;
    }

    /**
     * One round, every half minute.
     *
     * @param clockRuns whether this node's clock is to open editions
     */
    public void look(boolean clockRuns) {
        try {
            lookAround(clockRuns);
        } catch (DataAccessException | TransactionException e) {
            outage.goesOn(e);
        }
    }

    private void lookAround(boolean clockRuns) {
        roll.signIn();
        outage.isOver();
        if (clockRuns) {
            expectations.expectAll();
        }
        rounds.run(checks.ofTheWatch(), "");
        rounds.run(checks.ofThisNode(), roll.thisNode());
        roll.strikeOutVanished();
        desk.work();
        board.refresh();
    }

    /** Goes off watch: what was known of this node is forgotten. */
    public void leave() {
        roll.signOff();
    }
}
