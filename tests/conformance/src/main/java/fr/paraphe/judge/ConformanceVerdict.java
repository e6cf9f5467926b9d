package fr.paraphe.judge;

import java.util.List;

/**
 * What veraPDF says of one file; the record components are the JSON keys, in snake case.
 *
 * @param error null, or why the file could not be read
 * @param claimed what the file's own metadata claims: 2a, ua1…
 */
record ConformanceVerdict(String judge, String version, String file, String error, List<String> claimed,
                          List<Flavour> verdicts) {

    /** @param checks how many checks were made in all */
    record Flavour(String flavour, boolean compliant, int checks, List<Failure> failures) {
    }

    /**
     * One failed rule.
     *
     * @param count how many objects break it
     * @param example where the first of them is
     */
    record Failure(String specification, String clause, int test, String description, int count, String example,
                   String message) {
    }
}
