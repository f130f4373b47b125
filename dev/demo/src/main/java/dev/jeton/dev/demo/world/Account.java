package dev.jeton.dev.demo.world;

/**
 * A user of the toy MSP.
 *
 * @param tier which of the issuer's quotas his provider puts him under
 */
public record Account(String name, String password, String tier) {
    @Override
    public String toString() {
        return "Account[" + tier + "]";
    }
}
