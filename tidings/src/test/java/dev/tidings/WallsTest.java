package dev.tidings;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class WallsTest {
    @Test
    void everyRoomUsesOnlyTheRoomsItsPlanAllows() {
        ApplicationModules.of(Tidings.class).verify();
    }
}
