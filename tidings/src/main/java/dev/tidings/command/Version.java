package dev.tidings.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the packaged program was built as. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"tidings " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
}
