package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.ReceivedLetters.ReceivedLetter;
import dev.tidings.bench.chaos.ServerBehavior.InjectedResponse;
import dev.tidings.testkit.LineReader;
import dev.tidings.testkit.MessageScanner;
import dev.tidings.testkit.SmtpAction;
import dev.tidings.testkit.SmtpAction.Proceed;
import dev.tidings.testkit.SmtpAction.SendReply;
import dev.tidings.testkit.SmtpScript;
import dev.tidings.testkit.SmtpStep;

/** Delays and rejects letters at the fake mail server as {@link ServerBehavior} says. Records the accepted letters. */
final class ChaosSmtpScript implements SmtpScript {
    static final String[] EXTENSIONS = {"PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"};

    private static final SmtpAction DEFERRED = new SendReply("451 4.3.0 try again later", false);
    private static final SmtpAction CLOSING = new SendReply("421 4.3.2 closing", true);

    private final ReceivedLetters received;
    private final ServerBehavior behavior;
    private final MessageScanner scanner = new MessageScanner();
    private InjectedResponse response = InjectedResponse.ACCEPT;

    ChaosSmtpScript(ReceivedLetters received, ServerBehavior behavior) {
        this.received = received;
        this.behavior = behavior;
    }

    @Override
    public SmtpAction at(SmtpStep step) throws InterruptedException {
        return switch (step) {
            case RCPT -> atRecipient();
            case DOT -> atDot();
            default -> new Proceed();
        };
    }

    private SmtpAction atRecipient() {
        response = behavior.poll();
        return switch (response) {
            case DEFER -> DEFERRED;
            case REJECT -> new SendReply("550 5.1.1 no such user", false);
            case THROTTLE -> CLOSING;
            case ACCEPT, DEFER_AFTER_DATA, REJECT_AFTER_DATA, THROTTLE_AFTER_DATA -> new Proceed();
        };
    }

    private SmtpAction atDot() throws InterruptedException {
        behavior.delay(1);
        return switch (response) {
            case DEFER_AFTER_DATA -> DEFERRED;
            case REJECT_AFTER_DATA -> new SendReply("554 5.6.0 message rejected", false);
            case THROTTLE_AFTER_DATA -> CLOSING;
            case ACCEPT, DEFER, REJECT, THROTTLE -> new Proceed();
        };
    }

    @Override
    public void messageStarted() {
        scanner.reset();
    }

    @Override
    public void line(LineReader line) {
        scanner.line(line);
    }

    @Override
    public void accepted(String sender, String recipient) {
        received.add(new ReceivedLetter(scanner.messageId(), recipient));
    }
}
