package fr.paraphe.judge;

import eu.europa.esig.dss.enumerations.Level;
import eu.europa.esig.dss.model.policy.ValidationPolicy;
import eu.europa.esig.dss.policy.EtsiValidationPolicy;
import eu.europa.esig.dss.policy.ValidationPolicyFacade;
import eu.europa.esig.dss.policy.jaxb.BasicSignatureConstraints;
import eu.europa.esig.dss.policy.jaxb.ConstraintsParameters;
import eu.europa.esig.dss.policy.jaxb.ContainerConstraints;
import eu.europa.esig.dss.policy.jaxb.LevelConstraint;
import eu.europa.esig.dss.policy.jaxb.SignedAttributesConstraints;
import eu.europa.esig.dss.policy.jaxb.TimestampConstraints;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * DSS's own default policy, read from its jar and made stricter at run time: nothing of it is copied here.
 *
 * <p>The default only warns when a signed PDF was changed against DocMDP or a field lock, drawn over, or when a member of
 * a container is not signed. Here each of these fails. What the default asks of certificates is left as it is: a person's
 * own certificate may be old-fashioned without being wrong, and its warnings remain in the verdict for a test to read.
 */
final class StrictPolicy {
    private static final String DEFAULT = "/policy/constraint.xml";

    private StrictPolicy() {
    }

    /** @param name {@code strict}, {@code default} (DSS's own, unchanged) or the path of a policy file */
    static ValidationPolicy named(String name) throws Exception {
        return switch (name) {
            case "strict" -> new EtsiValidationPolicy(strict());
            case "default" -> new EtsiValidationPolicy(loadDefault());
            default -> {
                try (InputStream policy = Files.newInputStream(Path.of(name))) {
                    yield ValidationPolicyFacade.newFacade().getValidationPolicy(policy);
                }
            }
        };
    }

    private static ConstraintsParameters loadDefault() throws Exception {
        try (InputStream policy = ValidationPolicyFacade.class.getResourceAsStream(DEFAULT)) {
            return ValidationPolicyFacade.newFacade().unmarshall(policy);
        }
    }

    private static ConstraintsParameters strict() throws Exception {
        ConstraintsParameters policy = loadDefault();
        policy.setName("Paraphe strict, from: " + policy.getName());
        fail(policy.getSignatureConstraints()::setStructuralValidation);
        forbidChanges(policy.getSignatureConstraints().getBasicSignatureConstraints());
        forbidChanges(policy.getTimestamp().getBasicSignatureConstraints());
        requireReferences(policy.getSignatureConstraints().getSignedAttributes());
        requireWholeContainer(policy.getContainerConstraints());
        requireCoherence(policy.getTimestamp());
        return policy;
    }

    /** A signed PDF may later receive only what its certification allows, and nothing that changes how it looks. */
    private static void forbidChanges(BasicSignatureConstraints basic) {
        fail(basic::setDocMDP, basic::setFieldMDP, basic::setSigFieldLock, basic::setUndefinedChanges,
                basic::setAnnotationChanges, basic::setPdfPageDifference, basic::setPdfAnnotationOverlap,
                basic::setPdfVisualDifference, basic::setByteRangeCollision, basic::setReferenceDataNameMatch,
                basic::setManifestEntryObjectExistence, basic::setManifestEntryObjectGroup,
                basic::setManifestEntryNameMatch);
    }

    /** The signature names its certificate, once, by a sound digest. */
    private static void requireReferences(SignedAttributesConstraints signed) {
        fail(signed::setSigningCertificatePresent, signed::setUnicitySigningCertificate,
                signed::setSigningCertificateRefersCertificateChain, signed::setSigningCertificateDigestAlgorithm,
                signed::setIssuerSerialMatch, signed::setKeyIdentifierMatch, signed::setEllipticCurveKeySize);
    }

    /** An ASiC container says what it is, by the names of the standard, and signs every member. */
    private static void requireWholeContainer(ContainerConstraints container) {
        fail(container::setMimeTypeFilePresent, container::setFilenameAdherence, container::setAllFilesSigned);
        container.getAcceptableMimeTypeFileContent().setLevel(Level.FAIL);
    }

    private static void requireCoherence(TimestampConstraints timestamp) {
        fail(timestamp::setCoherence, timestamp::setTSAGeneralNameContentMatch, timestamp::setAtsHashIndex);
    }

    @SafeVarargs
    private static void fail(Consumer<LevelConstraint>... constraints) {
        for (Consumer<LevelConstraint> constraint : List.of(constraints)) {
            LevelConstraint failing = new LevelConstraint();
            failing.setLevel(Level.FAIL);
            constraint.accept(failing);
        }
    }
}
