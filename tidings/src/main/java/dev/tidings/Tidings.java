package dev.tidings;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program. */
@SpringBootApplication
public class Tidings {
    public static void main(String[] args) {}
}
