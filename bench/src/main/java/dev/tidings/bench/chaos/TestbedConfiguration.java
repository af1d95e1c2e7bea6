package dev.tidings.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the nodes' configuration folder: the Living Lytics digest, once for each transport. */
record TestbedConfiguration(Path home, Path folder) {

    Path write() throws IOException {
        String digest = Files.readString(home.resolve("examples")
                        .resolve("living-lytics")
                        .resolve("digests")
                        .resolve("living-lytics.yml"))
                .replace("primary: true\n", "");
        Path digests = Files.createDirectories(folder.resolve("configuration").resolve("digests"));
        for (String transport : new String[] {"smtp", "resend"}) {
            Files.writeString(digests.resolve(digest(transport) + ".yml"), digest + "\ntransport: " + transport + "\n");
        }
        return folder.resolve("configuration");
    }

    /** Returns the name of a transport's digest. */
    static String digest(String transport) {
        return "by-" + transport;
    }
}
