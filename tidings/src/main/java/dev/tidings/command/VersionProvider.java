package dev.tidings.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the packaged program was built as. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = VersionProvider.class.getPackage().getImplementationVersion();
        return new String[] {"tidings " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
}
