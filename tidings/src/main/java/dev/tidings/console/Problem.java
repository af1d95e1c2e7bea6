package dev.tidings.console;

/** What an operator found instead of a page, and the way on. */
public record Problem(String title, String what, String link, String action) {}
