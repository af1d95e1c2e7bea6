package dev.tidings.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of the packaged program. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = VersionProvider.class.getPackage().getImplementationVersion();
        return new String[] {"tidings " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
}
