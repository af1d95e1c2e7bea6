package dev.tidings.audience;

/**
 * How many users a digest is due for.
 *
 * @param users their number, or an estimate of it
 * @param exact whether all users were counted, or only a sample
 */
public record AudienceSize(long users, boolean exact) {
    /**
     * Rounds to two digits: a sample tells no more.
     *
     * @param fraction the part of the table that was read
     */
    static AudienceSize estimate(long counted, double fraction) {
        double users = counted == 0 ? 0 : counted / fraction;
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, users))) - 1));
        return new AudienceSize(Math.round(users / unit) * Math.round(unit), false);
    }

    public boolean isNobody() {
        return exact && users == 0;
    }
}
