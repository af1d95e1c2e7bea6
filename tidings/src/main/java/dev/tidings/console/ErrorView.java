package dev.tidings.console;

/** An error page for an operator, with a link to continue. */
public record ErrorView(String title, String explanation, String link, String action) {}
