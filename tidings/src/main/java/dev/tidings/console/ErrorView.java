package dev.tidings.console;

/** What an operator found instead of a page, and the way on. */
public record ErrorView(String title, String explanation, String link, String action) {}
