package dev.tidings;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program: every room, put together. Started by {@code dev.tidings.command}. */
@SpringBootApplication
public class Tidings {}
