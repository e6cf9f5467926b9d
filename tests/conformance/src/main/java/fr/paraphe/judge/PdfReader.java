package fr.paraphe.judge;

import eu.europa.esig.dss.diagnostic.PDFRevisionWrapper;
import eu.europa.esig.dss.diagnostic.jaxb.XmlObjectModification;
import eu.europa.esig.dss.diagnostic.jaxb.XmlPDFLockDictionary;
import eu.europa.esig.dss.enumerations.CertificationPermission;
import fr.paraphe.judge.SignatureVerdict.Revision;
import java.math.BigInteger;
import java.util.List;

/** What DSS saw in the PDF around one signature or document timestamp. */
final class PdfReader {
    private PdfReader() {
    }

    static String field(PDFRevisionWrapper revision) {
        return revision == null ? null : revision.getFirstFieldName();
    }

    static Revision revision(PDFRevisionWrapper revision) {
        if (revision == null) {
            return null;
        }
        XmlPDFLockDictionary lock = revision.getSigFieldLock();
        return new Revision(revision.getSubFilter(), revision.getReason(), permission(revision.getDocMDPPermissions()),
                lock == null ? null : Text.of(lock.getAction()), lock == null ? List.of() : Text.list(lock.getFields()),
                Text.list(revision.getModifiedFieldNames()).stream().distinct().toList(), pages(revision.getPdfAnnotationsOverlapConcernedPages()),
                pages(revision.getPdfVisualDifferenceConcernedPages()),
                pages(revision.getPdfPageDifferenceConcernedPages()), paths(revision.getPdfExtensionChanges()),
                paths(revision.getPdfSignatureOrFormFillChanges()), paths(revision.getPdfAnnotationChanges()),
                paths(revision.getPdfUndefinedChanges()));
    }

    private static Integer permission(CertificationPermission permission) {
        return permission == null ? null : permission.getCode();
    }

    private static List<Integer> pages(List<BigInteger> pages) {
        return pages == null ? List.of() : pages.stream().map(BigInteger::intValueExact).toList();
    }

    private static List<String> paths(List<XmlObjectModification> changes) {
        return changes == null ? List.of()
                : changes.stream().map(change -> change.getAction() + " " + change.getValue()).toList();
    }
}
