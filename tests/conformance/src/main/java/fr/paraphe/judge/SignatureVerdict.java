package fr.paraphe.judge;

import java.util.List;

/**
 * What DSS says of one file at one time; the record components are the JSON keys, in snake case.
 *
 * @param error null, or why the file could not be read; every list is then empty
 * @param container ASiC-E, ASiC-S, or null for a plain file
 * @param contents members of the container, signatures and manifests left out
 * @param timestamps only those that belong to no signature
 */
record SignatureVerdict(String judge, String version, String file, String time, String policy, String error,
                        String container, List<String> contents, List<Signature> signatures, List<Timestamp> timestamps) {

    /**
     * @param filename the signature's file in a container, else null
     * @param field the first PDF field that holds it, else null
     * @param format for instance PAdES-BASELINE-LTA
     * @param pdf null outside PDF
     */
    record Signature(String id, String filename, String field, String signedBy, String format, String indication,
                     String subIndication, List<Remark> errors, List<Remark> warnings, List<Remark> infos,
                     String signingTime, String bestSignatureTime, List<Scope> scopes, List<Timestamp> timestamps,
                     Revision pdf) {
    }

    /** @param type for instance SIGNATURE_TIMESTAMP, DOCUMENT_TIMESTAMP, ARCHIVE_TIMESTAMP */
    record Timestamp(String id, String filename, String field, String type, String producedBy, String productionTime,
                     String indication, String subIndication, List<Remark> errors, List<Remark> warnings,
                     List<Remark> infos, List<Scope> scopes, Revision pdf) {
    }

    /** One sentence of DSS and the identifier of its check, stable between versions and languages. */
    record Remark(String key, String text) {
    }

    /** What is signed: FULL, PARTIAL, DIGEST… of which document. */
    record Scope(String name, String scope) {
    }

    /**
     * What the PDF allowed and what changed after this signature.
     *
     * @param docmdp permission of the certification (1, 2 or 3), else null
     * @param lock ALL, INCLUDE or EXCLUDE when the field locks others, else null
     * @param undefined paths of objects changed in no allowed way
     */
    record Revision(String subFilter, String reason, Integer docmdp, String lock, List<String> lockedFields,
                    List<String> modifiedFields, List<Integer> overlapPages, List<Integer> visualPages,
                    List<Integer> addedPages, List<String> extensions, List<String> formFills, List<String> annotations,
                    List<String> undefined) {
    }
}
