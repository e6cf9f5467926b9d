package fr.paraphe.judge;

import java.util.List;

/** Values of the libraries as the words of the JSON; null stays null, and a missing list is an empty one. */
final class Text {
    private Text() {
    }

    /** An enumeration by the name its own library prints (PAdES-BASELINE-LTA, ASiC-E, TOTAL_PASSED). */
    static String of(Enum<?> value) {
        return value == null ? null : value.toString();
    }

    static String of(Throwable reason) {
        return reason.getClass().getSimpleName() + ": " + reason.getMessage();
    }

    static List<String> list(List<String> values) {
        return values == null ? List.of() : List.copyOf(values);
    }
}
