package fr.paraphe.judge;

import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.policy.ValidationPolicy;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxDefaultObjectFactory;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.policy.SignaturePolicyProvider;
import eu.europa.esig.dss.spi.validation.CertificateVerifier;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.identifier.UserFriendlyIdentifierProvider;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/** EU DSS without a network: what the file embeds, and the given roots as the only trust anchors. */
final class SignatureJudge {
    private final CommonTrustedCertificateSource roots = new CommonTrustedCertificateSource();
    private final ValidationPolicy policy;
    private final String policyName;

    SignatureJudge(List<Path> trust, String policyName) throws Exception {
        for (Path pem : trust) {
            trust(pem);
        }
        this.policyName = policyName;
        this.policy = StrictPolicy.named(policyName);
    }

    private void trust(Path pem) throws IOException, CertificateException {
        try (InputStream stream = Files.newInputStream(pem)) {
            for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
                roots.addCertificate(DSSUtils.loadCertificate(root.getEncoded()));
            }
        }
    }

    /** Never throws on a bad file: the verdict then carries the error. */
    SignatureVerdict judge(Path file, Instant time) {
        SignatureReader reader = new SignatureReader(file, time, policyName);
        try {
            return reader.read(validate(file, time));
        } catch (Exception | StackOverflowError unreadable) {
            return reader.unreadable(unreadable);
        }
    }

    private Reports validate(Path file, Instant time) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("no such file");
        }
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file.toFile()));
        validator.setCertificateVerifier(offline());
        validator.setSignaturePolicyProvider(new SignaturePolicyProvider());
        validator.setTokenIdentifierProvider(new UserFriendlyIdentifierProvider());
        validator.setEnableEtsiValidationReport(false);
        validator.setLocale(Locale.ENGLISH);
        validator.setValidationTime(Date.from(time));
        if (validator instanceof PDFDocumentValidator pdf) {
            pdf.setPdfObjFactory(comparingEveryPage());
        }
        return validator.validateDocument(policy);
    }

    /** The argument leaves out the AIA source; CRL and OCSP sources are null until set. */
    private CertificateVerifier offline() {
        CertificateVerifier verifier = new CommonCertificateVerifier(true);
        verifier.setTrustedCertSources(roots);
        return verifier;
    }

    /** DSS compares pages as images only up to ten pages unless told otherwise: longer files would escape in silence. */
    private static PdfBoxDefaultObjectFactory comparingEveryPage() {
        DefaultPdfDifferencesFinder differences = new DefaultPdfDifferencesFinder();
        differences.setMaximalPagesAmountForVisualComparison(Integer.MAX_VALUE);
        PdfBoxDefaultObjectFactory factory = new PdfBoxDefaultObjectFactory();
        factory.setPdfDifferencesFinder(differences);
        return factory;
    }
}
